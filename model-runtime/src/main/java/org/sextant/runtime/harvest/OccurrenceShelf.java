package org.sextant.runtime.harvest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// The occurrences of each feature that rank highest. Of equal ones the first stays.
final class OccurrenceShelf {
    private final int most;
    private final @Nullable Occurrence[] kept;
    private final double[] ranks;
    private final int[] counts;

    /// @param most occurrences of a feature
    OccurrenceShelf(int features, int most) {
        this.most = most;
        kept = new @Nullable Occurrence[Math.multiplyExact(features, most)];
        ranks = new double[kept.length];
        counts = new int[features];
    }

    /// Keeps an occurrence if it ranks among the highest; only then is it made.
    void offer(int feature, double rank, Supplier<Occurrence> occurrence) {
        int from = feature * most;
        int count = counts[feature];
        if (count == most && rank <= ranks[from + most - 1]) {
            return;
        }
        int place = from + Math.min(count, most - 1);
        while (place > from && ranks[place - 1] < rank) {
            ranks[place] = ranks[place - 1];
            kept[place] = kept[place - 1];
            place--;
        }
        ranks[place] = rank;
        kept[place] = occurrence.get();
        counts[feature] = Math.min(most, count + 1);
    }

    /// The highest first.
    List<Occurrence> of(int feature) {
        List<Occurrence> found = new ArrayList<>();
        Arrays.stream(kept, feature * most, feature * most + counts[feature]).forEach(found::add);
        return found;
    }
}
