package org.sextant.assets.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How well counting does: an n-gram model with interpolated Witten–Bell smoothing (Witten and Bell 1991; Chen and
/// Goodman 1998, section 2.5).
///
/// `p(w | h) = (c(hw) + N(h) p(w | h')) / (c(h) + N(h))` where h' is h without its first token, N(h) counts the distinct
/// tokens that follow h, and below the shortest context every token is as likely as any other.
final class NGramModel {
    private final int order;
    private final int vocabulary;
    private final Map<List<Integer>, Followers> byContext = new HashMap<>();

    /// What followed one context.
    private static final class Followers {
        private final Map<Integer, Integer> counts = new HashMap<>();
        private int total;
    }

    /// @param order tokens of a gram: 1 for a unigram model
    NGramModel(int order, int vocabulary) {
        this.order = order;
        this.vocabulary = vocabulary;
    }

    void learn(List<Integer> ids) {
        for (int i = 1; i < ids.size(); i++) {
            for (int length = 0; length < order && length <= i; length++) {
                Followers followers = byContext.computeIfAbsent(List.copyOf(ids.subList(i - length, i)),
                        _ -> new Followers());
                followers.counts.merge(ids.get(i), 1, Integer::sum);
                followers.total++;
            }
        }
    }

    /// The loss of each token but the first, in nats, summed.
    double loss(List<Integer> ids) {
        double sum = 0;
        for (int i = 1; i < ids.size(); i++) {
            sum -= Math.log(probability(ids.subList(Math.max(0, i - order + 1), i), ids.get(i)));
        }
        return sum;
    }

    double probability(List<Integer> context, int token) {
        double lower = context.isEmpty()
                ? 1.0 / vocabulary
                : probability(context.subList(1, context.size()), token);
        Followers followers = byContext.get(context);
        if (followers == null) {
            return lower;
        }
        int distinct = followers.counts.size();
        return (followers.counts.getOrDefault(token, 0) + distinct * lower) / (followers.total + distinct);
    }

}
