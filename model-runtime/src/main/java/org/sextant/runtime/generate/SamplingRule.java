package org.sextant.runtime.generate;

import java.util.Arrays;

/// How the next token is drawn from its logits. The cuts apply one after another: temperature, then top-k, then top-p
/// over what top-k left. Equal logits count in the order of their ids, so that a draw depends on nothing but its input.
///
/// @param temperature divides the logits; 0 takes the most likely token
/// @param topK keeps this many candidates; 0 keeps all
/// @param topP keeps the fewest candidates whose probabilities reach this sum; 1 keeps all
public record SamplingRule(double temperature, int topK, double topP) {
    /// The most likely token, always.
    public static final SamplingRule GREEDY = new SamplingRule(0, 0, 1);

    /// @throws SamplingException if a setting is out of its range
    public SamplingRule {
        require(temperature >= 0 && Double.isFinite(temperature), "the temperature is " + temperature,
                "choose 0 or a positive number");
        require(topK >= 0, "top-k is " + topK, "choose a positive number, or 0 for no cut");
        require(topP > 0 && topP <= 1, "top-p is " + topP, "choose a number above 0 and at most 1");
    }

    /// A drawn token.
    ///
    /// @param id row of the unembedding
    /// @param probability softmax of the logits as they are: temperature 1, no cut
    public record Draw(int id, float probability) {}

    /// Draws one token.
    ///
    /// @param logits `[vocabulary]`; −∞ marks a token that cannot come
    /// @param uniform the random number, from 0 inclusive to 1 exclusive
    /// @throws SamplingException if a logit is NaN or +∞, or none is finite
    public Draw draw(float[] logits, double uniform) {
        int mostLikely = mostLikely(logits);
        int id = temperature == 0 ? mostLikely : pick(logits, logits[mostLikely], uniform);
        return new Draw(id, probability(logits, logits[mostLikely], id));
    }

    private static int mostLikely(float[] logits) {
        int best = -1;
        for (int id = 0; id < logits.length; id++) {
            float logit = logits[id];
            requireNumber(logit, id);
            if (logit > (best < 0 ? Float.NEGATIVE_INFINITY : logits[best])) {
                best = id;
            }
        }
        if (best < 0) {
            throw new SamplingException("every logit is −∞", "in the " + logits.length + " logits of the next token",
                    "lift the mask or the change that forbids all tokens");
        }
        return best;
    }

    private static void requireNumber(float logit, int id) {
        if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
            throw new SamplingException("the logit is " + (Float.isNaN(logit) ? "not a number" : "infinite"),
                    "at token id " + id + " of the next token",
                    "look at the model's warnings for weights that are not finite, or compute in a wider type");
        }
    }

    private int pick(float[] logits, float greatest, double uniform) {
        int[] candidates = topK == 0 && topP == 1 ? allIds(logits.length) : mostLikelyFirst(logits);
        int kept = topK == 0 ? candidates.length : Math.min(topK, candidates.length);
        double[] cumulative = cumulativeWeights(logits, greatest, candidates, kept);
        if (topP < 1) {
            kept = firstAtLeast(cumulative, kept, topP * cumulative[kept - 1]) + 1;
        }
        return candidates[firstAbove(cumulative, kept, uniform * cumulative[kept - 1])];
    }

    private double[] cumulativeWeights(float[] logits, float greatest, int[] candidates, int kept) {
        double[] cumulative = new double[kept];
        double sum = 0;
        for (int rank = 0; rank < kept; rank++) {
            sum += Math.exp(((double) logits[candidates[rank]] - greatest) / temperature);
            cumulative[rank] = sum;
        }
        return cumulative;
    }

    private static int firstAtLeast(double[] ascending, int length, double threshold) {
        int index = 0;
        while (index < length - 1 && ascending[index] < threshold) {
            index++;
        }
        return index;
    }

    private static int firstAbove(double[] ascending, int length, double threshold) {
        int index = 0;
        while (index < length - 1 && ascending[index] <= threshold) {
            index++;
        }
        return index;
    }

    private static int[] allIds(int length) {
        int[] ids = new int[length];
        Arrays.setAll(ids, id -> id);
        return ids;
    }

    /// Sorts ids by descending logit, then by ascending id, as plain numbers: the logit's order in the upper half of a
    /// long, the id in the lower.
    private static int[] mostLikelyFirst(float[] logits) {
        long[] keys = new long[logits.length];
        for (int id = 0; id < logits.length; id++) {
            keys[id] = (long) ~orderedBits(logits[id]) << 32 | id;
        }
        Arrays.sort(keys);
        int[] ids = new int[keys.length];
        Arrays.setAll(ids, rank -> (int) keys[rank]);
        return ids;
    }

    /// An int that orders as the float does. Adding zero makes −0 equal to 0.
    private static int orderedBits(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    }

    private static float probability(float[] logits, float greatest, int id) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - greatest);
        }
        return (float) (Math.exp((double) logits[id] - greatest) / sum);
    }

    private static void require(boolean holds, String what, String remedy) {
        if (!holds) {
            throw new SamplingException(what, "in the sampling settings", remedy);
        }
    }
}
