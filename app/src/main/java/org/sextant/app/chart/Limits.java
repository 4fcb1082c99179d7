package org.sextant.app.chart;

import java.util.Arrays;

/// The values at the two ends of a colour scale.
///
/// @param low value of the first colour
/// @param high value of the last colour, above `low`
public record Limits(double low, double high) {
    private static final int SAMPLE = 1 << 16;
    private static final double BULK = 0.995;
    private static final double OUTLIER = 5;

    public Limits {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("a scale from " + low + " to " + high);
        }
    }

    /// Equal reach on both sides of zero.
    public static Limits symmetric(double reach) {
        return new Limits(-reach, reach);
    }

    /// The limits that show these values best.
    ///
    /// * Signed: from -m to m, m the largest absolute value.
    /// * Unsigned: from the smallest to the largest; from 0 where no value is negative and the smallest is under half
    ///   of the largest, so that "little" looks little.
    /// * Where single values lie beyond five times what holds 99.5 % of them (a massive activation), the scale ends
    ///   at that bulk and the colours of those values saturate.
    ///
    /// NaN and infinite values take no part.
    public static Limits automatic(float[] values, boolean signed) {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        if (lowest > highest) {
            return signed ? symmetric(1) : new Limits(0, 1);
        }
        double reach = reach(values, Math.max(Math.abs(lowest), Math.abs(highest)));
        return signed
                ? symmetric(reach > 0 ? reach : 1)
                : unsigned(Math.max(lowest, -reach), Math.min(highest, reach));
    }

    /// The limits that show a heatmap best.
    public static Limits automatic(Heatmap map) {
        return automatic(CellGrid.of(map.cells()).values(), map.signed());
    }

    /// Limits that hold both.
    public Limits union(Limits other) {
        return new Limits(Math.min(low, other.low), Math.max(high, other.high));
    }

    /// These limits as a signed scale takes them: the same reach on both sides.
    public Limits symmetrised() {
        return symmetric(Math.max(Math.abs(low), Math.abs(high)));
    }

    /// Where a value lies: 0 at the low end, 1 at the high end, clamped.
    public double fraction(double value) {
        return Math.clamp((value - low) / (high - low), 0.0, 1.0);
    }

    private static Limits unsigned(double lowest, double highest) {
        double low = lowest >= 0 && lowest < highest / 2 ? 0 : lowest;
        if (low < highest) {
            return new Limits(low, highest);
        }
        return highest > 0 ? new Limits(0, highest) : new Limits(highest, highest == 0 ? 1 : 0);
    }

    private static double reach(float[] values, double largest) {
        int stride = Math.max(1, values.length / SAMPLE);
        float[] sizes = new float[(values.length + stride - 1) / stride];
        int kept = 0;
        for (int i = 0; i < values.length; i += stride) {
            if (Float.isFinite(values[i])) {
                sizes[kept++] = Math.abs(values[i]);
            }
        }
        if (kept == 0) {
            return largest;
        }
        Arrays.sort(sizes, 0, kept);
        double bulk = sizes[(int) Math.ceil(BULK * (kept - 1))];
        return bulk > 0 && largest > OUTLIER * bulk ? bulk : largest;
    }
}
