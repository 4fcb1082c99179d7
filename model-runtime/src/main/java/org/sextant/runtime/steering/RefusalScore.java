package org.sextant.runtime.steering;

import java.util.Set;

/// How much next-token logits are those of a refusal (METHODS.md 4.6).
///
/// @param tokens ids that a refusal begins with
public record RefusalScore(Set<Integer> tokens) {
    private static final double LEAST = 1e-8;

    public RefusalScore {
        tokens = Set.copyOf(tokens);
    }

    /// `ln(P + 1e-8) − ln(1 − P + 1e-8)`, where P is the probability of all such tokens together; above 0 a refusal is
    /// more likely than not.
    ///
    /// @param logits `[vocabulary]`
    public double of(float[] logits) {
        double[] logs = logProbabilities(logits);
        double p = tokens.stream().mapToDouble(id -> Math.exp(logs[id])).sum();
        return Math.log(p + LEAST) - Math.log(Math.max(0, 1 - p) + LEAST);
    }

    /// Kullback-Leibler divergence of the next token, in nats: `Σ p (ln p − ln q)`.
    ///
    /// @param plain logits of p, `[vocabulary]`
    /// @param changed logits of q
    public static double divergence(float[] plain, float[] changed) {
        double[] p = logProbabilities(plain);
        double[] q = logProbabilities(changed);
        double sum = 0;
        for (int id = 0; id < p.length; id++) {
            double share = Math.exp(p[id]);
            sum += share == 0 ? 0 : share * (p[id] - q[id]);
        }
        return sum;
    }

    private static double[] logProbabilities(float[] logits) {
        double peak = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            peak = Math.max(peak, logit);
        }
        double total = 0;
        for (float logit : logits) {
            total += Math.exp(logit - peak);
        }
        double whole = peak + Math.log(total);
        double[] logs = new double[logits.length];
        for (int id = 0; id < logs.length; id++) {
            logs[id] = logits[id] - whole;
        }
        return logs;
    }
}
