package org.sextant.runtime.model;

import java.util.Comparator;
import java.util.stream.IntStream;

/// A router's choice in plain Java and float64, from its logits (METHODS.md 3.1).
///
/// @param scores `softmax`, `sigmoid` or `softmax of chosen`
/// @param groups number of groups, 1 for none
/// @param kept groups kept
/// @param counted how many of a group's best experts make its score
/// @param renormalised whether weights are divided by their sum
/// @param scale factor of the weights
record RoutingByHand(String scores, int groups, int kept, int counted, boolean renormalised, double scale) {
    /// The rule of a fixture's family, as its config says it.
    static RoutingByHand of(String fixture) {
        return switch (fixture.substring(3)) {
            case "mixtral", "qwen3_moe" -> softmax(true);
            case "olmoe", "qwen2_moe", "deepseek_v2" -> softmax(false);
            case "deepseek_v3" -> new RoutingByHand("sigmoid", 2, 1, 2, true, 2.5);
            case "gpt_oss" -> new RoutingByHand("softmax of chosen", 1, 1, 1, false, 1);
            default -> throw new IllegalArgumentException(fixture);
        };
    }

    static RoutingByHand softmax(boolean renormalised) {
        return new RoutingByHand("softmax", 1, 1, 1, renormalised, 1);
    }

    /// The chosen experts of one token, best first. A logit of −∞ can neither be chosen nor speak for its group.
    int[] experts(double[] logits, double[] correction, int chosen) {
        double[] scored = scores(logits);
        double[] choosing = IntStream.range(0, logits.length).mapToDouble(
                i -> logits[i] == Double.NEGATIVE_INFINITY ? logits[i] : scored[i] + correction[i]).toArray();
        int size = logits.length / groups;
        double[] groupScores = IntStream.range(0, groups)
                .mapToDouble(group -> IntStream.of(best(IntStream.range(group * size, (group + 1) * size), choosing))
                        .limit(counted).mapToDouble(expert -> choosing[expert]).sum())
                .toArray();
        int[] bestGroups = IntStream.of(best(IntStream.range(0, groups), groupScores)).limit(kept).toArray();
        IntStream eligible = IntStream.range(0, logits.length)
                .filter(expert -> IntStream.of(bestGroups).anyMatch(group -> group == expert / size));
        return IntStream.of(best(eligible, choosing)).limit(chosen).toArray();
    }

    /// What the chosen experts are multiplied by.
    double[] weights(double[] logits, int[] experts) {
        double[] scored = scores(logits);
        double[] own = IntStream.of(experts).mapToDouble(expert -> scored[expert]).toArray();
        double[] weights = scores.equals("softmax of chosen") ? softmax(own) : own;
        double divisor = renormalised ? IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum() : 1;
        return IntStream.range(0, weights.length).mapToDouble(i -> weights[i] / divisor * scale).toArray();
    }

    private double[] scores(double[] logits) {
        return switch (scores) {
            case "softmax" -> softmax(logits);
            case "sigmoid" -> IntStream.range(0, logits.length).mapToDouble(i -> 1 / (1 + Math.exp(-logits[i])))
                    .toArray();
            default -> logits;
        };
    }

    private static double[] softmax(double[] logits) {
        double[] powers = IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).toArray();
        double sum = IntStream.range(0, powers.length).mapToDouble(i -> powers[i]).sum();
        return IntStream.range(0, powers.length).mapToDouble(i -> powers[i] / sum).toArray();
    }

    /// Stable, so that of equal values the first comes first.
    private static int[] best(IntStream among, double[] values) {
        return among.boxed().sorted(Comparator.comparingDouble(i -> -values[i])).mapToInt(Integer::intValue).toArray();
    }
}
