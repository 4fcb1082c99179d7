package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.sextant.runtime.compare.LinearCka;
import org.sextant.runtime.compare.Similarity;

/// Whether there are tokens enough for what is computed from them, in words.
final class SampleNotes {
    /// Tokens for each number of an activation from which on linear CKA is hardly biased.
    private static final int TOKENS_A_NUMBER = 10;

    private SampleNotes() {}

    /// @param tokens that were compared
    /// @param widest numbers of the widest layer
    /// @param choice what they were compared by
    static List<String> of(CompareLayersRequest request, long tokens, int widest, SumsChoice choice) {
        Set<Similarity> statistics = request.statistics();
        List<String> notes = new ArrayList<>();
        if (choice.kind() == SumsChoice.Kind.BATCHES) {
            notes.add("the products of these layers do not fit into memory, so there is debiased CKA alone, as the mean"
                    + " over batches of some hundred tokens; compare " + choice.mostKept()
                    + " tokens or fewer for the other statistics");
            return notes;
        }
        long wanted = (long) TOKENS_A_NUMBER * widest;
        if (statistics.contains(Similarity.CKA) && tokens < wanted) {
            notes.add("linear CKA of " + tokens + " tokens is too high for layers of " + widest + " numbers; give "
                    + wanted + " or more, or trust debiased CKA");
        }
        if (statistics.contains(Similarity.CKA_DEBIASED) && tokens < LinearCka.FEWEST_TOKENS) {
            notes.add("debiased CKA needs " + LinearCka.FEWEST_TOKENS + " tokens, and there are " + tokens);
        }
        boolean canonical = statistics.contains(Similarity.CCA) || statistics.contains(Similarity.SVCCA)
                || statistics.contains(Similarity.PWCCA);
        if (canonical && tokens <= widest) {
            notes.add("canonical correlations of " + tokens + " tokens say nothing of layers of " + widest
                    + " numbers; give more than " + widest + ", better " + wanted);
        } else if (canonical && tokens < wanted) {
            notes.add("canonical correlations of " + tokens + " tokens are too high for layers of " + widest
                    + " numbers; give " + wanted + " or more");
        }
        if (statistics.contains(Similarity.CKA_RBF) && tokens > request.limits().sample()) {
            notes.add("RBF CKA is of " + request.limits().sample() + " tokens drawn by lot from " + tokens);
        }
        if (tokens < 2) {
            notes.add("one token has nothing to vary with: similarities of layers need 2 or more");
        }
        return notes;
    }
}
