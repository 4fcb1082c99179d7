package org.sextant.runtime.bench;

import java.util.Arrays;

/// Times in milliseconds.
final class Millis {
    private static final double NANOS = 1e6;

    private Millis() {}

    /// How long work takes.
    static double of(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
