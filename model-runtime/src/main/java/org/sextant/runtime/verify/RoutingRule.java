package org.sextant.runtime.verify;

import java.util.Arrays;

import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.RouterSpec;

/// What a router must make of its logits (METHODS.md 3.1), in plain Java.
final class RoutingRule {
    private static final double WRONG_CHOICE = 1;

    private final RouterSpec router;
    private final int experts;
    private final int chosen;

    RoutingRule(ExpertSpec spec) {
        this.router = spec.router();
        this.experts = spec.count();
        this.chosen = spec.chosen();
    }

    /// The largest difference between the weights and those that follow from logits and choice; at least 1 where the
    /// choice is none. A router whose choice depends on a correction, or on groups, is held to its weights alone.
    ///
    /// @param logits `[T, E]`
    /// @param indices `[T, k]`
    /// @param weights `[T, k]`
    double deviation(double[] logits, double[] indices, double[] weights) {
        double worst = 0;
        for (int token = 0; token < logits.length / experts; token++) {
            double[] scores = scores(Arrays.copyOfRange(logits, token * experts, (token + 1) * experts));
            int[] choice = new int[chosen];
            for (int rank = 0; rank < chosen; rank++) {
                choice[rank] = (int) indices[token * chosen + rank];
            }
            if (!isChoice(choice) || (choosesByScoreAlone() && !areLargest(scores, choice))) {
                return WRONG_CHOICE;
            }
            double[] expected = weights(scores, choice);
            worst = Deviation.worse(worst, Deviation.absolute(
                    Arrays.copyOfRange(weights, token * chosen, (token + 1) * chosen), expected));
        }
        return worst;
    }

    private boolean choosesByScoreAlone() {
        return router.groups() == 1 && router.scores() != RouterSpec.Scores.SIGMOID;
    }

    private double[] scores(double[] logits) {
        return switch (router.scores()) {
            case SOFTMAX -> softmax(logits);
            case SIGMOID -> Arrays.stream(logits).map(x -> 1 / (1 + Math.exp(-x))).toArray();
            case SOFTMAX_OF_CHOSEN -> logits;
        };
    }

    private boolean isChoice(int[] choice) {
        return Arrays.stream(choice).distinct().count() == chosen
                && Arrays.stream(choice).allMatch(expert -> expert >= 0 && expert < experts);
    }

    private boolean areLargest(double[] scores, int[] choice) {
        double least = Arrays.stream(choice).mapToDouble(expert -> scores[expert]).min().orElseThrow();
        double slack = 1e-6 * Math.max(1, Deviation.scale(scores));
        for (int expert = 0; expert < experts; expert++) {
            int candidate = expert;
            if (scores[expert] > least + slack && Arrays.stream(choice).noneMatch(one -> one == candidate)) {
                return false;
            }
        }
        return true;
    }

    private double[] weights(double[] scores, int[] choice) {
        double[] weights = Arrays.stream(choice).mapToDouble(expert -> scores[expert]).toArray();
        if (router.scores() == RouterSpec.Scores.SOFTMAX_OF_CHOSEN) {
            weights = softmax(weights);
        }
        double divisor = router.renormalised() ? Arrays.stream(weights).sum() : 1;
        return Arrays.stream(weights).map(weight -> weight / divisor * router.scale()).toArray();
    }

    private static double[] softmax(double[] logits) {
        double largest = Arrays.stream(logits).max().orElse(0);
        double[] powers = Arrays.stream(logits).map(x -> Math.exp(x - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }
}
