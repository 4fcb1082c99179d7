package org.sextant.runtime.harvest;

import java.util.Arrays;

/// How strong each feature was when it was active: equal bins from 0 on, their width a power of two that doubles when a
/// value does not fit. Doubling joins neighbours, so the counts do not depend on the order in which values came.
final class FeatureHistograms {
    /// Bins of a feature; between half of them and all are in use.
    static final int BINS = 64;
    private static final int LOG_BINS = 6;

    private final int[] counts;
    private final int[] exponents;

    FeatureHistograms(int features) {
        counts = new int[Math.multiplyExact(features, BINS)];
        exponents = new int[features];
        Arrays.fill(exponents, Integer.MIN_VALUE);
    }

    /// @param value positive
    void add(int feature, float value) {
        // v < 2^(e+1) = 64 · 2^(e−5)
        int needed = Math.getExponent(value) + 1 - LOG_BINS;
        if (exponents[feature] == Integer.MIN_VALUE) {
            exponents[feature] = needed;
        }
        while (exponents[feature] < needed) {
            join(feature);
        }
        int bin = (int) Math.scalb(value, -exponents[feature]);
        counts[feature * BINS + Math.min(bin, BINS - 1)]++;
    }

    private void join(int feature) {
        int from = feature * BINS;
        for (int bin = 0; bin < BINS / 2; bin++) {
            counts[from + bin] = counts[from + 2 * bin] + counts[from + 2 * bin + 1];
        }
        Arrays.fill(counts, from + BINS / 2, from + BINS, 0);
        exponents[feature]++;
    }

    /// Counts by bin.
    int[] counts(int feature) {
        return Arrays.copyOfRange(counts, feature * BINS, (feature + 1) * BINS);
    }

    /// The width of a bin; 0 for a feature that was never active.
    double width(int feature) {
        return exponents[feature] == Integer.MIN_VALUE ? 0 : Math.scalb(1.0, exponents[feature]);
    }

    /// Takes up what was kept.
    ///
    /// @param width as [#width] gave it
    void restore(int feature, int[] kept, double width) {
        System.arraycopy(kept, 0, counts, feature * BINS, BINS);
        exponents[feature] = width == 0 ? Integer.MIN_VALUE : Math.getExponent(width);
    }
}
