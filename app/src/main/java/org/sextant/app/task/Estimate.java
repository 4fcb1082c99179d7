package org.sextant.app.task;

import java.util.OptionalDouble;

import org.sextant.runtime.session.Update;

/// The pace since the stage of the work began, and the time left at that pace.
public final class Estimate {
    private static final double NANOS = 1e9;

    private String stage = "";
    private long startNanos;
    private long startUnits;
    private double secondsLeft = Double.NaN;
    private double perSecond = Double.NaN;

    /// Takes what is told now.
    ///
    /// @param nanoTime when, as [System#nanoTime] counts
    public void add(Update.Progress progress, long nanoTime) {
        if (!progress.stage().equals(stage)) {
            stage = progress.stage();
            startNanos = nanoTime;
            startUnits = progress.done();
            secondsLeft = Double.NaN;
            perSecond = Double.NaN;
            return;
        }
        double elapsed = (nanoTime - startNanos) / NANOS;
        long units = progress.done() - startUnits;
        boolean known = progress.total() > 0 && units > 0;
        perSecond = units > 0 && elapsed > 0 ? units / elapsed : Double.NaN;
        secondsLeft = known ? elapsed / units * (progress.total() - progress.done()) : Double.NaN;
    }

    /// Units a second since the stage began; empty while that is unknown.
    public OptionalDouble perSecond() {
        return Double.isNaN(perSecond) ? OptionalDouble.empty() : OptionalDouble.of(perSecond);
    }

    /// Seconds that the stage will still take at the pace so far; empty while that is unknown.
    public OptionalDouble secondsLeft() {
        return Double.isNaN(secondsLeft) ? OptionalDouble.empty() : OptionalDouble.of(secondsLeft);
    }
}
