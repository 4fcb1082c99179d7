package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.sextant.runtime.attribution.Observable.Term;

/// A text behind a prompt, and the log-probabilities that are read along it.
///
/// @param forced its tokens; may be empty
/// @param observable terms at the prompt's last position and at those of the text
public record Continuation(List<Integer> forced, Observable observable) {
    public Continuation {
        forced = List.copyOf(forced);
    }

    /// Of `m = mean over answers a of Σ_j log p(a_j | prompt, a_<j) − the same of the wrong ones` the parts that one run each
    /// gives. An answer goes along a text that begins with all its tokens but the last, so answers of one token need no text.
    ///
    /// @param answers token ids of each, at least one
    /// @param wrong token ids of each; may be empty
    /// @throws AttributionException if nothing is left to look at
    public static List<Continuation> sums(List<List<Integer>> answers, List<List<Integer>> wrong) {
        Map<List<Integer>, Double> weights = new LinkedHashMap<>();
        answers.forEach(answer -> weights.merge(answer, 1.0 / answers.size(), Double::sum));
        wrong.forEach(answer -> weights.merge(answer, -1.0 / wrong.size(), Double::sum));
        Map<List<Integer>, List<Term>> runs = new LinkedHashMap<>();
        weights.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<List<Integer>, Double> each) -> -each.getKey().size()))
                .forEach(each -> add(each.getKey(), each.getValue(), runs));
        List<Continuation> parts = runs.entrySet().stream()
                .filter(each -> !Observable.merged(each.getValue()).isEmpty())
                .map(each -> new Continuation(each.getKey(), new Observable(each.getValue(), true))).toList();
        return parts.isEmpty() ? List.of(new Continuation(List.of(), new Observable(List.of(), true))) : parts;
    }

    private static void add(List<Integer> answer, double weight, Map<List<Integer>, List<Term>> runs) {
        List<Integer> forced = answer.subList(0, answer.size() - 1);
        List<Integer> text = runs.keySet().stream().filter(known -> known.size() >= forced.size()
                && known.subList(0, forced.size()).equals(forced)).findFirst().orElse(forced);
        List<Term> terms = runs.computeIfAbsent(text, _ -> new ArrayList<>());
        for (int i = 0; i < answer.size(); i++) {
            terms.add(new Term(text.size() - i, answer.get(i), weight));
        }
    }
}
