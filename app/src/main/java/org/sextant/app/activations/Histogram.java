package org.sextant.app.activations;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.app.chart.HistogramFigure;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.TensorValue;

/// How often values fall into intervals of equal width from the smallest to the largest; NaN and infinite values are
/// left out.
///
/// @param low the smallest value
/// @param high the largest value
/// @param counts values in each interval
public record Histogram(float low, float high, List<Integer> counts) {
    public Histogram {
        counts = List.copyOf(counts);
    }

    private static final int BINS = 40;

    /// The values of a vector as the inspector shows them.
    ///
    /// @param head the head, for sites with heads
    /// @param aspect how steering is shown; empty where nothing is steered
    public static HistogramFigure ofVector(InspectResult vector, OptionalInt head, Optional<Aspect> aspect) {
        String of = words(vector, head);
        return of(vector.values()).figure(aspect.map(each -> each.titled(of)).orElse(of), "activation value");
    }

    /// What steering changes in a vector.
    ///
    /// @param head the head, for sites with heads
    public static HistogramFigure ofDifference(VectorDifference vector, OptionalInt head) {
        return of(vector.values()).figure(Aspect.DIFFERENCE.titled(words(vector.now(), head)),
                Aspect.DIFFERENCE.titled("activation value"));
    }

    private static String words(InspectResult vector, OptionalInt head) {
        String which = head.isPresent() ? vector.site() + ", head " + head.getAsInt() : vector.site();
        return which + " at token " + vector.token().position();
    }

    static Histogram of(TensorValue values) {
        return of(values, BINS);
    }

    static Histogram of(TensorValue values, int bins) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int index = 0; index < values.length(); index++) {
            if (Float.isFinite(values.flat(index))) {
                low = Math.min(low, values.flat(index));
                high = Math.max(high, values.flat(index));
            }
        }
        int[] counts = new int[bins];
        for (int index = 0; index < values.length(); index++) {
            if (Float.isFinite(values.flat(index))) {
                counts[bin(values.flat(index), low, high, bins)]++;
            }
        }
        List<Integer> all = Arrays.stream(counts).boxed().toList();
        return low > high ? new Histogram(0, 0, all) : new Histogram(low, high, all);
    }

    private static int bin(double value, double low, double high, int bins) {
        return high > low ? Math.min((int) ((value - low) / (high - low) * bins), bins - 1) : bins / 2;
    }

    /// The same as a chart.
    ///
    /// @param of whose values
    /// @param axis what they are
    HistogramFigure figure(String of, String axis) {
        return new HistogramFigure("values of " + of, axis, "dimensions", low, high, counts);
    }
}
