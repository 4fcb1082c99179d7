package org.sextant.runtime.session;

import java.util.List;

/// Which positions of two readings of one prompt belong together: those whose tokens end at the same character, where
/// both residual streams have seen the same text.
///
/// @param pairs in rising order
/// @param aloneA positions of the first reading that have no partner
/// @param aloneB positions of the second reading that have no partner
public record PositionPairs(List<Pair> pairs, List<Integer> aloneA, List<Integer> aloneB) {
    public PositionPairs {
        pairs = List.copyOf(pairs);
        aloneA = List.copyOf(aloneA);
        aloneB = List.copyOf(aloneB);
    }

    /// Two positions that belong together.
    public record Pair(int a, int b) {}

    /// Whether both readings are cut alike.
    public boolean identity() {
        return aloneA.isEmpty() && aloneB.isEmpty();
    }
}
