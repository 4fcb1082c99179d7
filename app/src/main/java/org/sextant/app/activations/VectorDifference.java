package org.sextant.app.activations;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.session.TensorValue;

/// What steering changes in one vector.
///
/// @param now of the steered model
/// @param unsteered the same vector of the model as it is
public record VectorDifference(InspectResult now, InspectResult unsteered) {
    /// One entry of the vector.
    public record Entry(int index, float now, float unsteered) {
        public float difference() {
            return now - unsteered;
        }
    }

    /// `[width]`: now − unsteered.
    TensorValue values() {
        float[] change = now.values().toArray();
        for (int index = 0; index < change.length; index++) {
            change[index] -= unsteered.values().flat(index);
        }
        return TensorValue.of(change, change.length);
    }

    /// The entries that the steering changes most, most first; what is no number is left out.
    public List<Entry> topDimensions(int count) {
        return IntStream.range(0, now.values().length()).mapToObj(this::entry)
                .filter(entry -> !Float.isNaN(entry.difference()))
                .sorted(Comparator.comparingDouble(entry -> -Math.abs((double) entry.difference()))).limit(count)
                .toList();
    }

    /// The entries that are largest now, in their order.
    List<Entry> largestNow() {
        return now.topDimensions().stream().map(each -> entry(each.index())).toList();
    }

    private Entry entry(int index) {
        return new Entry(index, now.values().flat(index), unsteered.values().flat(index));
    }

    /// How a statistic of the vector changes; that of the difference itself is another.
    public float change(Statistic statistic) {
        return now.statistics().getOrDefault(statistic, Float.NaN)
                - unsteered.statistics().getOrDefault(statistic, Float.NaN);
    }
}
