package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is looked at of the next token: a weighted sum of logits.
///
/// @param weights at least one, each id once, by id
public record Observable(List<TokenWeight> weights) {
    public Observable {
        Map<Integer, Double> sums = new TreeMap<>();
        weights.forEach(each -> sums.merge(each.id(), each.weight(), Double::sum));
        weights = sums.entrySet().stream().filter(each -> each.getValue() != 0)
                .map(each -> new TokenWeight(each.getKey(), each.getValue())).toList();
        if (weights.isEmpty()) {
            throw new AttributionException("the answers and the wrong answers are the same tokens", "in the observable",
                    "choose a wrong answer that begins with another token");
        }
    }

    /// Mean logit of some tokens less the mean logit of others.
    ///
    /// @param answers at least one
    /// @param wrong may be empty
    public static Observable difference(List<Integer> answers, List<Integer> wrong) {
        List<TokenWeight> all = new ArrayList<>();
        answers.forEach(id -> all.add(new TokenWeight(id, 1.0 / answers.size())));
        wrong.forEach(id -> all.add(new TokenWeight(id, -1.0 / wrong.size())));
        return new Observable(all);
    }

    /// @param logits of one position
    double of(float[] logits, int from) {
        double sum = 0;
        for (TokenWeight each : weights) {
            sum += each.weight() * logits[from + each.id()];
        }
        return sum;
    }
}
