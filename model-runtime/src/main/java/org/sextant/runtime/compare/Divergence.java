package org.sextant.runtime.compare;

/// How far apart two distributions p and q of the next token are, in nats. Exactly 0 for the same logits.
///
/// @param kl Kullback-Leibler of p from q, `Σ p (ln p − ln q)`
/// @param klReverse Kullback-Leibler of q from p, `Σ q (ln q − ln p)`
/// @param js Jensen-Shannon `½ Σ p ln(p/m) + ½ Σ q ln(q/m)` with `m = (p + q)/2`, at most ln 2
public record Divergence(double kl, double klReverse, double js) {
    /// @param shared tokens from the start of both vocabularies that mean the same; both distributions are taken over them
    public static Divergence of(NextTokens p, NextTokens q, int shared) {
        double wholeP = p.whole(shared);
        double wholeQ = q.whole(shared);
        double kl = 0;
        double klReverse = 0;
        double js = 0;
        for (int id = 0; id < shared; id++) {
            double logP = p.logit(id) - wholeP;
            double logQ = q.logit(id) - wholeQ;
            double chanceP = Math.exp(logP);
            double chanceQ = Math.exp(logQ);
            kl += chanceP == 0 ? 0 : chanceP * (logP - logQ);
            klReverse += chanceQ == 0 ? 0 : chanceQ * (logQ - logP);
            js += half(chanceP, logP - logQ) + half(chanceQ, logQ - logP);
        }
        // Rounding alone can bring a sum of nearly nothing below 0.
        return new Divergence(Math.max(0, kl), Math.max(0, klReverse), Math.max(0, js));
    }

    /// `½ p ln(p/m)` with `p/m = 2 / (1 + q/p)`, so that equal chances give exactly 0.
    private static double half(double chance, double logRatio) {
        return chance == 0 ? 0 : -0.5 * chance * Math.log1p((Math.exp(-logRatio) - 1) / 2);
    }
}
