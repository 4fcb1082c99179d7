package org.sextant.assets.tokenizer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Merges in the order in which they were learned, which is the order in which they are applied.
final class MergeTable {
    private final List<Merge> merges = new ArrayList<>();
    private final Map<Merge, Integer> ranks = new HashMap<>();

    MergeTable(Collection<Merge> merges) {
        merges.forEach(this::add);
    }

    /// Adds a merge after all others; one that is there keeps its place.
    void add(Merge merge) {
        if (ranks.putIfAbsent(merge, merges.size()) == null) {
            merges.add(merge);
        }
    }

    List<Merge> merges() {
        return List.copyOf(merges);
    }

    /// What becomes of the tokens of a piece: the earliest merge that fits is applied, leftmost first, until none fits.
    List<String> apply(List<String> tokens) {
        List<String> merged = new ArrayList<>(tokens);
        for (int place = earliest(merged); place >= 0; place = earliest(merged)) {
            merged.set(place, merged.get(place) + merged.remove(place + 1));
        }
        return merged;
    }

    /// Where the earliest merge fits; -1 where none does.
    private int earliest(List<String> tokens) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int place = 0; place + 1 < tokens.size(); place++) {
            int rank = Objects.requireNonNullElse(ranks.get(new Merge(tokens.get(place), tokens.get(place + 1))),
                    Integer.MAX_VALUE);
            if (rank < bestRank) {
                best = place;
                bestRank = rank;
            }
        }
        return best;
    }
}
