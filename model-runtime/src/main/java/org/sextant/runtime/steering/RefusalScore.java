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
        LogProbabilities next = LogProbabilities.of(logits);
        double p = tokens.stream().mapToDouble(next::probability).sum();
        return Math.log(p + LEAST) - Math.log(Math.max(0, 1 - p) + LEAST);
    }

    /// Kullback-Leibler divergence of the next token, in nats: `Σ p (ln p − ln q)`.
    ///
    /// @param plain logits of p, `[vocabulary]`
    /// @param changed logits of q
    public static double divergence(float[] plain, float[] changed) {
        return LogProbabilities.of(plain).divergenceFrom(LogProbabilities.of(changed));
    }
}
