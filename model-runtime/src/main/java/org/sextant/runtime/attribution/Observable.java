package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is looked at of the next tokens: a weighted sum of logits, or of log-probabilities.
///
/// @param terms at least one; each token of a place once
/// @param logProbabilities whether log-probabilities are summed in place of logits
public record Observable(List<Term> terms, boolean logProbabilities) {
    /// What one token counts.
    ///
    /// @param back the position that it is read from, counted back from the last, which is 0
    /// @param id of the token
    /// @param weight of its logit or log-probability
    public record Term(int back, int id, double weight) {
        private static final Comparator<Term> PLACE = Comparator.comparingInt(Term::back).thenComparingInt(Term::id);
    }

    public Observable {
        terms = merged(terms);
        if (terms.isEmpty()) {
            throw new AttributionException("the answers and the wrong answers are the same tokens", "in the observable",
                    "choose a wrong answer that begins with another token");
        }
    }

    /// The same token's terms as one; those that cancel are left out.
    static List<Term> merged(List<Term> terms) {
        Map<Term, Double> sums = new TreeMap<>(Term.PLACE);
        terms.forEach(each -> sums.merge(each, each.weight(), Double::sum));
        return sums.entrySet().stream().filter(each -> each.getValue() != 0)
                .map(each -> new Term(each.getKey().back(), each.getKey().id(), each.getValue())).toList();
    }

    /// A weighted sum of the next token's logits.
    ///
    /// @param weights at least one
    public static Observable ofLogits(List<TokenWeight> weights) {
        return new Observable(weights.stream().map(each -> new Term(0, each.id(), each.weight())).toList(), false);
    }

    /// Mean logit of some tokens less the mean logit of others.
    ///
    /// @param answers at least one
    /// @param wrong may be empty
    public static Observable difference(List<Integer> answers, List<Integer> wrong) {
        List<TokenWeight> all = new ArrayList<>();
        answers.forEach(id -> all.add(new TokenWeight(id, 1.0 / answers.size())));
        wrong.forEach(id -> all.add(new TokenWeight(id, -1.0 / wrong.size())));
        return ofLogits(all);
    }

    /// How many positions are read from, counted from the end.
    int reach() {
        return 1 + terms.stream().mapToInt(Term::back).max().orElse(0);
    }

    /// How many positions several are read from.
    static int reach(List<Observable> several) {
        return several.stream().mapToInt(Observable::reach).max().orElse(1);
    }
}
