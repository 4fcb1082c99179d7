package org.sextant.runtime.routing;

import org.sextant.runtime.model.RouterSpec;

/// What a router says of one token, outside the engine (METHODS.md 3.1).
public final class RouterOutput {
    private RouterOutput() {}

    /// Softmax over all experts, or the sigmoid of each.
    ///
    /// @param logits `[expert]`
    /// @return `[expert]`
    public static float[] probabilities(RouterSpec.Scores scores, float[] logits) {
        float[] probabilities = new float[logits.length];
        if (scores == RouterSpec.Scores.SIGMOID) {
            for (int i = 0; i < logits.length; i++) {
                probabilities[i] = (float) (1 / (1 + Math.exp(-logits[i])));
            }
            return probabilities;
        }
        double peak = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            peak = Math.max(peak, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - peak);
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i] - peak) / sum);
        }
        return probabilities;
    }

    /// `−Σ p ln p` in nats, of the probabilities scaled to a sum of 1.
    public static double entropy(float[] probabilities) {
        double sum = 0;
        for (float p : probabilities) {
            sum += p;
        }
        double entropy = 0;
        for (float p : probabilities) {
            double share = p / sum;
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        return entropy;
    }
}
