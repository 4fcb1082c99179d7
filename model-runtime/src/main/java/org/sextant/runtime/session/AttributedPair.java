package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;

/// What one pair of prompts gave.
///
/// @param clean tokens up to the one whose next is looked at
/// @param corrupt tokens likewise
/// @param metricClean what is looked at, in the clean run
/// @param metricCorrupt the same in the corrupt run; that of the clean run for methods that look at one run
/// @param nodes one a kind, by position of the run that is changed
/// @param strongest neurons and features, the strongest of each kind first
/// @param patched the same kinds patched, where that was asked for
/// @param patchedStrongest the strongest patched, in their order
public record AttributedPair(List<Token> clean, List<Token> corrupt, double metricClean, double metricCorrupt,
        List<NodeScores> nodes, List<ScoredNode> strongest, List<NodeScores> patched,
        List<ScoredNode> patchedStrongest) {
    public AttributedPair {
        clean = List.copyOf(clean);
        corrupt = List.copyOf(corrupt);
        nodes = List.copyOf(nodes);
        strongest = List.copyOf(strongest);
        patched = List.copyOf(patched);
        patchedStrongest = List.copyOf(patchedStrongest);
    }

    /// Tokens of the run that is changed, whose positions the scores have.
    public List<Token> tokens(PatchDirection direction) {
        return direction == PatchDirection.DENOISING ? corrupt : clean;
    }
}
