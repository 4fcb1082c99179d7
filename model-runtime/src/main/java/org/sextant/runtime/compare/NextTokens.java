package org.sextant.runtime.compare;

import org.sextant.runtime.lens.TokenDistribution;

/// What one model predicts at one position.
///
/// @param logits of many positions, one row after another
/// @param from where the row begins
/// @param vocabulary its length
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record NextTokens(float[] logits, int from, int vocabulary) {
    /// The best candidates, most likely first.
    public TokenDistribution top(int count) {
        return TokenDistribution.of(logits, from, vocabulary, count);
    }

    public float logit(int id) {
        return logits[from + id];
    }

    /// How many tokens come before one, equally likely ones of lower id among them.
    public int rank(int id) {
        float own = logits[from + id];
        int before = 0;
        for (int other = 0; other < vocabulary; other++) {
            float logit = logits[from + other];
            before += logit > own || (logit == own && other < id) ? 1 : 0;
        }
        return before;
    }

    /// `ln p` is a logit less this: `ln Σ exp` over the first tokens of the vocabulary.
    ///
    /// @param count how many
    public double whole(int count) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < count; id++) {
            greatest = Math.max(greatest, logits[from + id]);
        }
        double sum = 0;
        for (int id = 0; id < count; id++) {
            sum += Math.exp((double) logits[from + id] - greatest);
        }
        return greatest + Math.log(sum);
    }
}
