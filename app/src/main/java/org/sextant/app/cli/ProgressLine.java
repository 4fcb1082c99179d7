package org.sextant.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.sextant.app.task.Estimate;
import org.sextant.app.view.ProgressText;
import org.sextant.runtime.session.Update;

/// One line on a terminal that tells how far the work is. It appears when work takes longer than a moment, changes a
/// few times a second, and goes when the work is done.
final class ProgressLine implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String ERASE = "\r\033[K";

    private final PrintStream terminal;
    private final LongSupplier nanoTime;
    private final Estimate estimate = new Estimate();
    private long next;
    private boolean shown;
    private boolean closed;

    /// @param nanoTime such as [System#nanoTime]
    ProgressLine(PrintStream terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        next = nanoTime.getAsLong() + QUIET.toNanos();
    }

    synchronized void show(Update update) {
        if (closed || !(update instanceof Update.Progress progress)) {
            return;
        }
        long now = nanoTime.getAsLong();
        estimate.add(progress, now);
        if (now - next < 0) {
            return;
        }
        next = now + PAUSE.toNanos();
        shown = true;
        terminal.print(ERASE + ProgressText.of(progress, estimate));
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (shown) {
            terminal.print(ERASE);
            terminal.flush();
        }
    }
}
