package org.sextant.app.task;

import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/// Measures what keeps the UI thread busy. Remembers the newest few thousand durations; lives on the UI thread.
public final class UiMeter {
    private static final int CAPACITY = 16_384;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LongSupplier clock;
    private final long[] nanos = new long[CAPACITY];
    private int count;
    private long peak;
    private int depth;
    private Runnable activity = () -> {};

    /// A meter of the time that passes.
    public UiMeter() {
        this(System::nanoTime);
    }

    /// @param clock counts nanoseconds
    public UiMeter(LongSupplier clock) {
        this.clock = clock;
    }

    /// Does something and notes how long it took. What is measured inside counts once, with what contains it.
    public void measure(Runnable work) {
        long start = clock.getAsLong();
        depth++;
        try {
            work.run();
        } finally {
            depth--;
            if (depth == 0) {
                add(clock.getAsLong() - start);
            }
        }
    }

    /// Notes one duration in nanoseconds.
    public void add(long duration) {
        nanos[count % CAPACITY] = duration;
        count++;
        peak = Math.max(peak, duration);
        activity.run();
    }

    /// Hears of every duration that is noted.
    public void setOnActivity(Runnable listener) {
        activity = listener;
    }

    /// The longest duration in milliseconds since the last call, and starts afresh.
    public double takePeakMillis() {
        double millis = peak / NANOS_PER_MILLI;
        peak = 0;
        return millis;
    }

    /// How many durations were noted.
    public int count() {
        return count;
    }

    /// The newest durations in nanoseconds, oldest first, without the first `skipped` of all.
    ///
    /// @param skipped a [#count] of before
    public long[] since(int skipped) {
        int first = Math.max(skipped, count - CAPACITY);
        return IntStream.range(first, count).mapToLong(index -> nanos[index % CAPACITY]).toArray();
    }
}
