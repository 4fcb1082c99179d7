package org.sextant.runtime.lens;

import java.util.ArrayList;
import java.util.List;

/// What logits say about the next token. Logits that are no numbers give probabilities and an entropy that are NaN, and
/// stand first among the candidates, where a person sees them.
///
/// @param entropy −Σ p ln p over the whole vocabulary, in nats
/// @param top candidates by descending logit, equal ones by ascending id
public record TokenDistribution(double entropy, List<Candidate> top) {
    public TokenDistribution {
        top = List.copyOf(top);
    }

    /// One token that may come next.
    ///
    /// @param id row of the unembedding
    /// @param logit as the model gave it
    /// @param probability softmax over the whole vocabulary
    public record Candidate(int id, float logit, double probability) {}

    /// Reads the `vocabulary` logits that begin at `from`, and keeps the `count` best.
    public static TokenDistribution of(float[] logits, int from, int vocabulary, int count) {
        int[] best = Extremes.largest(logits, from, vocabulary, count);
        float greatest = greatest(logits, from, vocabulary);
        double sum = 0;
        double weighted = 0;
        for (int i = from; i < from + vocabulary; i++) {
            double difference = (double) logits[i] - greatest;
            double weight = Math.exp(difference);
            sum += weight;
            weighted += difference == Double.NEGATIVE_INFINITY ? 0 : weight * difference;
        }
        List<Candidate> top = new ArrayList<>(best.length);
        for (int id : best) {
            float logit = logits[from + id];
            top.add(new Candidate(id, logit, Math.exp((double) logit - greatest) / sum));
        }
        // p = w / Σw with w = exp(x − max), so −Σ p ln p = ln Σw − Σ w (x − max) / Σw.
        return new TokenDistribution(Math.log(sum) - weighted / sum, top);
    }

    private static float greatest(float[] logits, int from, int vocabulary) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + vocabulary; i++) {
            greatest = Math.max(greatest, logits[i]);
        }
        return greatest;
    }
}
