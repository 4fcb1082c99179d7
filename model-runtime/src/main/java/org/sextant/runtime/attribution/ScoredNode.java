package org.sextant.runtime.attribution;

import java.util.Comparator;

/// One node with its score.
///
/// @param cell which
/// @param score in the unit of the observable
public record ScoredNode(PatchCell cell, double score) {
    /// The strongest first, whatever its sign.
    public static final Comparator<ScoredNode> STRONGEST = Comparator
            .comparingDouble((ScoredNode node) -> -Math.abs(node.score())).thenComparing(ScoredNode::cell);
}
