package org.sextant.runtime.train;

/// How a model is trained.
///
/// @param seed of the first weights and of the order of texts
/// @param steps in all
/// @param batchTokens tokens of a step, padding included, at the most
/// @param longest tokens of a text that are learnt at the most
/// @param peakRate learning rate after warming up
/// @param lastRate learning rate of the last step
/// @param warmUp steps in which the rate rises from nothing
/// @param decay of AdamW, on matrices; vectors and embeddings are left alone
/// @param clip norm of all gradients together that is kept; larger ones are scaled down to it
/// @param reportEvery steps between measurements on held-out texts
/// @param saveEvery steps between saved states
/// @param threads native threads that share an operation; sums come out a little otherwise with another number
public record TrainingPlan(long seed, int steps, int batchTokens, int longest, double peakRate, double lastRate,
        int warmUp, double decay, double clip, int reportEvery, int saveEvery, int threads) {
    public TrainingPlan {
        boolean counts = steps > 0 && batchTokens > 0 && longest > 1 && warmUp >= 0
                && reportEvery > 0 && saveEvery > 0 && threads > 0;
        if (!counts || !(peakRate > 0) || !(lastRate >= 0) || !(decay >= 0) || !(clip > 0)) {
            throw new IllegalArgumentException("a training that cannot be: " + steps + " steps of " + batchTokens
                    + " tokens, rates " + peakRate + " to " + lastRate + ", clip " + clip);
        }
    }

    /// The learning rate of a step: a line up to the peak, then half a cosine down to the last.
    ///
    /// @param step from 0
    double rate(long step) {
        if (step < warmUp) {
            return peakRate * (step + 1) / warmUp;
        }
        double way = (double) (step - warmUp) / Math.max(1, steps - 1 - warmUp);
        return lastRate + (peakRate - lastRate) * (1 + Math.cos(Math.PI * Math.min(1, way))) / 2;
    }
}
