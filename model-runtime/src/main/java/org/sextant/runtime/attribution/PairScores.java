package org.sextant.runtime.attribution;

import java.util.List;

/// What one pair of prompts gave.
///
/// @param observedBase observable of the run that is changed
/// @param observedPatch observable of the run that gives the new values
/// @param maps one a kind of node
/// @param strongest of the kinds that are listed, the strongest first
public record PairScores(double observedBase, double observedPatch, List<NodeMap> maps, List<ScoredNode> strongest) {
    public PairScores {
        maps = List.copyOf(maps);
        strongest = List.copyOf(strongest);
    }
}
