package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.ContrastIds;
import org.sextant.runtime.attribution.PatchDirection;

/// A pair of prompts as it is run: once, or once for every text that goes on behind it. What is looked at is the sum over the
/// runs, and so is the score of a node of the prompts.
///
/// @param runs at least one, all of the same prompts
record ReadPair(List<ContrastIds> runs) {
    ReadPair {
        runs = List.copyOf(runs);
    }

    static ReadPair once(ContrastIds run) {
        return new ReadPair(List.of(run));
    }

    /// The clean prompt without what goes on behind it.
    List<Integer> clean() {
        return prompt(runs.getFirst().clean());
    }

    List<Integer> corrupt() {
        return prompt(runs.getFirst().corrupt());
    }

    private List<Integer> prompt(List<Integer> ids) {
        return ids.subList(0, ids.size() - runs.getFirst().forced());
    }

    /// The prompt of the run that is changed, whose positions hold nodes.
    List<Integer> changed(PatchDirection direction) {
        return direction == PatchDirection.DENOISING ? corrupt() : clean();
    }

    /// Whether a text goes on behind the prompts.
    boolean goesOn() {
        return runs.stream().anyMatch(run -> run.forced() > 0);
    }

    /// Tokens of the longest run.
    int longest() {
        return runs.stream().mapToInt(run -> Math.max(run.clean().size(), run.corrupt().size())).max().orElse(1);
    }
}
