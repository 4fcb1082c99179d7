package org.sextant.runtime.attribution;

import java.util.List;
import java.util.stream.IntStream;

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

    /// The sum with the scores of another run of the same pair, whose nodes are the same and none of them listed.
    public PairScores plus(PairScores other) {
        if (!strongest.isEmpty() || !other.strongest.isEmpty()) {
            throw new IllegalArgumentException("lists of the strongest do not add up");
        }
        return new PairScores(observedBase + other.observedBase, observedPatch + other.observedPatch,
                IntStream.range(0, maps.size()).mapToObj(kind -> maps.get(kind).plus(other.maps.get(kind))).toList(),
                List.of());
    }
}
