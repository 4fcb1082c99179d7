package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.sextant.runtime.compare.LinearCka;
import org.sextant.runtime.compare.Similarity;

/// Whether there are tokens enough for what is computed from them, in words.
///
/// @param tokens that were compared
/// @param widest numbers of the widest layer
/// @param choice what they were compared by
record SampleNotes(CompareLayersRequest request, long tokens, int widest, SumsChoice choice) {
    /// Tokens for each number of an activation from which on linear CKA is hardly biased.
    private static final int TOKENS_A_NUMBER = 10;

    /// What holds for all statistics.
    List<String> general() {
        List<String> notes = new ArrayList<>();
        if (inBatches()) {
            notes.add("the products of these layers do not fit into memory, so there is debiased CKA alone, as the mean"
                    + " over batches of some hundred tokens; compare " + choice.mostKept()
                    + " tokens or fewer for the other statistics");
        } else if (tokens < 2) {
            notes.add("one token has nothing to vary with: similarities of layers need 2 or more");
        }
        return notes;
    }

    /// What holds for each of the statistics that were computed; nothing is said of those without a note.
    Map<Similarity, List<String>> ofStatistics() {
        Map<Similarity, List<String>> notes = new EnumMap<>(Similarity.class);
        for (Similarity statistic : request.statistics()) {
            List<String> own = inBatches() ? List.of() : of(statistic);
            if (!own.isEmpty()) {
                notes.put(statistic, own);
            }
        }
        return notes;
    }

    private boolean inBatches() {
        return choice.kind() == SumsChoice.Kind.BATCHES;
    }

    private List<String> of(Similarity statistic) {
        return switch (statistic) {
            case CKA -> tokens < wanted()
                    ? List.of("linear CKA of " + tokens + " tokens is too high for layers of " + widest
                            + " numbers; give " + wanted() + " or more, or trust debiased CKA")
                    : List.of();
            case CKA_DEBIASED -> tokens < LinearCka.FEWEST_TOKENS
                    ? List.of("debiased CKA needs " + LinearCka.FEWEST_TOKENS + " tokens, and there are " + tokens)
                    : List.of();
            case CKA_RBF -> tokens > request.limits().sample()
                    ? List.of("RBF CKA is of " + request.limits().sample() + " tokens drawn by lot from " + tokens)
                    : List.of();
            case CCA, SVCCA, PWCCA -> ofDirections("canonical correlations", "say nothing", "are too high");
            case PROCRUSTES -> ofDirections("Procrustes distance", "says nothing", "is too low");
        };
    }

    /// Of no more tokens than numbers every layer can be turned into every other one; with some more, still in part.
    private List<String> ofDirections(String what, String saysNothing, String isBiased) {
        String whatOfHowMany = what + " of " + tokens + " tokens ";
        if (tokens <= widest) {
            return List.of(whatOfHowMany + saysNothing + " of layers of " + widest + " numbers; give more than "
                    + widest + ", better " + wanted());
        }
        return tokens < wanted()
                ? List.of(whatOfHowMany + isBiased + " for layers of " + widest + " numbers; give " + wanted()
                        + " or more")
                : List.of();
    }

    private long wanted() {
        return (long) TOKENS_A_NUMBER * widest;
    }
}
