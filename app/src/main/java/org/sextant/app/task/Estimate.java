package org.sextant.app.task;

import java.util.OptionalDouble;

import org.sextant.runtime.session.Update;

/// The time left, from the pace since the stage began.
public final class Estimate {
    private static final double NANOS = 1e9;

    private String stage = "";
    private long startNanos;
    private long startUnits;
    private double secondsLeft = Double.NaN;

    /// Takes what is told now.
    ///
    /// @param nanoTime when, as [System#nanoTime] counts
    public void add(Update.Progress progress, long nanoTime) {
        if (!progress.stage().equals(stage)) {
            stage = progress.stage();
            startNanos = nanoTime;
            startUnits = progress.done();
            secondsLeft = Double.NaN;
            return;
        }
        double elapsed = (nanoTime - startNanos) / NANOS;
        long units = progress.done() - startUnits;
        boolean known = progress.total() > 0 && units > 0;
        secondsLeft = known ? elapsed / units * (progress.total() - progress.done()) : Double.NaN;
    }

    /// Seconds that the stage will still take at the pace so far; empty while that is unknown.
    public OptionalDouble secondsLeft() {
        return Double.isNaN(secondsLeft) ? OptionalDouble.empty() : OptionalDouble.of(secondsLeft);
    }
}
