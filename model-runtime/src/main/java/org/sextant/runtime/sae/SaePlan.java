package org.sextant.runtime.sae;

import java.util.Optional;

/// How an SAE is trained.
///
/// @param site whose values are encoded, by name
/// @param siteOut whose values are to come out, for a transcoder
/// @param method what it learns by
/// @param features number of them
/// @param tokens whose activations are learnt, in all
/// @param seed of first weights and orders
/// @param batch activations of a step
/// @param buffer activations that are gathered and shuffled at a time, a multiple of `batch`
/// @param scaled whether inputs are multiplied by `√d / mean ‖x‖`, which is folded back into the weights when they are
///         written
/// @param course of the learning rate
/// @param revival of dead features
/// @param reading of the texts
/// @param reportEvery steps between measurements on held-out texts
/// @param saveEvery steps between saved states
/// @param threads native threads that share an operation; sums come out a little otherwise with another number
public record SaePlan(String site, Optional<String> siteOut, SaeMethod method, int features, long tokens, long seed,
        int batch, int buffer, boolean scaled, Course course, Revival revival, Reading reading, int reportEvery,
        int saveEvery, int threads) {
    private static final int DEFAULT_BATCH = 4096;
    private static final int DEFAULT_BUFFER = 32 * DEFAULT_BATCH;

    public SaePlan {
        boolean counts = features > 1 && batch > 0 && tokens > 0 && buffer >= batch && buffer % batch == 0
                && reportEvery > 0 && saveEvery > 0 && threads > 0;
        boolean writable = siteOut.isEmpty() || method instanceof SaeMethod.BatchTopK
                || method instanceof SaeMethod.JumpRelu;
        if (!counts || !writable) {
            throw new IllegalArgumentException("a training that cannot be: " + features + " features, " + tokens
                    + " tokens in batches of " + batch + " from " + buffer + " by " + method + " to " + siteOut);
        }
    }

    /// The learning rate: a line up, level, and a line down to nothing at the end.
    ///
    /// @param peak rate between
    /// @param warmUp share of the steps in which it rises
    /// @param decay share of the steps in which it falls
    /// @param clip norm of all gradients together that is kept; larger ones are scaled down to it
    public record Course(double peak, double warmUp, double decay, double clip) {
        public Course {
            if (!(peak > 0) || !(warmUp >= 0) || !(decay >= 0) || !(warmUp + decay <= 1) || !(clip > 0)) {
                throw new IllegalArgumentException("a rate of " + peak + ", " + warmUp + " up and " + decay + " down");
            }
        }

        /// @param step from 0
        /// @param steps in all
        double rate(long step, long steps) {
            double up = warmUp == 0 ? 1 : Math.min(1, (step + 1) / (warmUp * steps));
            double down = decay == 0 ? 1 : Math.min(1, (steps - step) / (decay * steps));
            return peak * Math.min(up, down);
        }
    }

    /// Features that have long been silent also learn to give what the others leave over (Gao et al. 2024, section 2.3).
    ///
    /// @param after tokens without activity from which a feature counts as dead
    /// @param count dead features of a token that take part at the most
    /// @param weight of this loss; 0 leaves dead features dead
    public record Revival(long after, int count, double weight) {}

    /// How texts become activations.
    ///
    /// @param longest tokens of a text that are read at the most
    /// @param batchTokens tokens, padding included, that go through the model at a time
    /// @param passedOver tokens at the start of each text that are left out: 1 for the one that begins it, whose
    ///         activations are like no other's
    public record Reading(int longest, int batchTokens, int passedOver) {
        /// With the first token of each text left out.
        public static final Reading PLAIN = new Reading(256, 4096, 1);
    }

    /// A plan with the usual settings: batches of 4096 from a buffer of 131,072, scaled inputs, rate 1e-3, a gradient of
    /// norm 1, dead after 200,000 tokens, one thread.
    public static SaePlan of(String site, SaeMethod method, int features, long tokens) {
        return new SaePlan(site, Optional.empty(), method, features, tokens, 0, DEFAULT_BATCH, DEFAULT_BUFFER, true,
                new Course(1e-3, 0.05, 0.2, 1), new Revival(200_000, 256, 1.0 / 32), Reading.PLAIN, 50, 100, 1);
    }

    /// The same for a transcoder to another site.
    public SaePlan to(String other) {
        return new SaePlan(site, Optional.of(other), method, features, tokens, seed, batch, buffer, scaled, course,
                revival, reading, reportEvery, saveEvery, threads);
    }

    public SaePlan withSeed(long other) {
        return new SaePlan(site, siteOut, method, features, tokens, other, batch, buffer, scaled, course, revival,
                reading, reportEvery, saveEvery, threads);
    }

    /// @param size activations of a step
    /// @param gathered a multiple of it
    public SaePlan inBatches(int size, int gathered) {
        return new SaePlan(site, siteOut, method, features, tokens, seed, size, gathered, scaled, course, revival,
                reading, reportEvery, saveEvery, threads);
    }

    public SaePlan with(Course other) {
        return new SaePlan(site, siteOut, method, features, tokens, seed, batch, buffer, scaled, other, revival,
                reading, reportEvery, saveEvery, threads);
    }

    public SaePlan with(Revival other) {
        return new SaePlan(site, siteOut, method, features, tokens, seed, batch, buffer, scaled, course, other,
                reading, reportEvery, saveEvery, threads);
    }

    public SaePlan with(Reading other) {
        return new SaePlan(site, siteOut, method, features, tokens, seed, batch, buffer, scaled, course, revival,
                other, reportEvery, saveEvery, threads);
    }

    /// @param report steps between measurements
    /// @param save steps between saved states
    public SaePlan every(int report, int save) {
        return new SaePlan(site, siteOut, method, features, tokens, seed, batch, buffer, scaled, course, revival,
                reading, report, save, threads);
    }

    /// Steps in all, each a whole batch; at least one.
    public long steps() {
        return Math.max(1, tokens / batch);
    }

    double rate(long step) {
        return course.rate(step, steps());
    }
}
