package org.sextant.app.task;

import java.util.Arrays;

/// How long something took, many times over. All zero without any.
///
/// @param count how often
/// @param p50Ms half of them took no longer, in milliseconds
/// @param p95Ms 95 in 100 took no longer
/// @param p99Ms 99 in 100 took no longer
/// @param maxMs the longest
public record Spread(int count, double p50Ms, double p95Ms, double p99Ms, double maxMs) {
    private static final double NANOS_PER_MILLI = 1e6;

    /// Looks at durations in nanoseconds, in any order.
    public static Spread of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Spread(sorted.length, millis(sorted, 0.5), millis(sorted, 0.95), millis(sorted, 0.99),
                millis(sorted, 1));
    }

    private static double millis(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / NANOS_PER_MILLI;
    }
}
