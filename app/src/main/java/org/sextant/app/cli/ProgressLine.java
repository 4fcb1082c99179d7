package org.sextant.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

import org.sextant.runtime.session.Update;

/// One line on a terminal that tells how far the work is. It appears when work takes longer than a moment, changes a
/// few times a second, and goes when the work is done.
final class ProgressLine implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String ERASE = "\r\033[K";

    private final PrintStream terminal;
    private final InstantSource clock;
    private final Instant start;
    private Instant next;
    private boolean shown;
    private boolean closed;

    ProgressLine(PrintStream terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        start = clock.instant();
        next = start.plus(QUIET);
    }

    synchronized void show(Update update) {
        if (closed || clock.instant().isBefore(next) || !(update instanceof Update.Progress progress)) {
            return;
        }
        next = clock.instant().plus(PAUSE);
        shown = true;
        terminal.print(ERASE + text(progress, Duration.between(start, clock.instant())));
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

    /// `loading weights 412 MB of 1.2 GB, 9 s left`.
    static String text(Update.Progress progress, Duration elapsed) {
        String done = amount(progress.done(), progress.unit());
        if (progress.total() <= 0) {
            return progress.stage() + " " + done;
        }
        String text = progress.stage() + " " + done + " of " + amount(progress.total(), progress.unit());
        if (progress.done() <= 0 || progress.done() >= progress.total()) {
            return text;
        }
        double left = elapsed.toMillis() / 1000.0 * (progress.total() - progress.done()) / progress.done();
        return text + ", " + Math.round(Math.ceil(left)) + " s left";
    }

    private static String amount(long value, String unit) {
        if (!unit.equals("bytes")) {
            return value + " " + unit;
        }
        return value >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f GB", value / 1e9)
                : Math.round(value / 1e6) + " MB";
    }
}
