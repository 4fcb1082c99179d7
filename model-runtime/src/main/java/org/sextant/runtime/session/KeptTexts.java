package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;

/// Texts that a direction is to leave likely: those that it learns to leave so, and others that tell what it costs.
///
/// @param learnt those that it learns from
/// @param chosenBy those whose cost decides on the coefficient
/// @param measured those whose cost is told
record KeptTexts(List<int[]> learnt, List<int[]> chosenBy, List<int[]> measured) {
    private static final int EVERY = 5;
    private static final int MOST_CHOSEN_BY = 20;

    /// Of five or more every fifth is kept aside, and of these up to twenty, a third, decide on the coefficient.
    static KeptTexts of(List<int[]> texts) {
        List<int[]> learnt = new ArrayList<>();
        List<int[]> aside = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            (i % EVERY == EVERY - 1 ? aside : learnt).add(texts.get(i));
        }
        if (aside.isEmpty()) {
            return new KeptTexts(learnt, learnt, learnt);
        }
        int deciding = Math.min(MOST_CHOSEN_BY, aside.size() / 3);
        return deciding == 0
                ? new KeptTexts(learnt, aside, aside)
                : new KeptTexts(learnt, aside.subList(0, deciding), aside.subList(deciding, aside.size()));
    }
}
