package org.sextant.app.view;

import java.util.Locale;
import java.util.OptionalDouble;

import org.sextant.app.task.Estimate;
import org.sextant.runtime.session.Update;

/// Progress in words: `Loading · 12.4 MB of 93.1 MB · 10.1 MB/s · about 8 s left`.
public final class ProgressText {
    /// Shorter work needs no estimate.
    private static final double WORTH_TELLING_SECONDS = 3;
    private static final double KILO = 1000;

    private ProgressText() {}

    /// The words for a step of the work; the time left is told only where it is worth telling.
    public static String of(Update.Progress progress, Estimate estimate) {
        var text = new StringBuilder(progress.stage());
        if (progress.total() > 0) {
            text.append(" · ").append(amount(progress.done(), progress.unit())).append(" of ")
                    .append(amount(progress.total(), progress.unit()));
            if (!progress.unit().equals("bytes")) {
                text.append(' ').append(progress.unit());
            }
        }
        if (progress.unit().equals("bytes") && estimate.perSecond().isPresent()) {
            text.append(" · ").append(bytes((long) estimate.perSecond().getAsDouble())).append("/s");
        }
        OptionalDouble secondsLeft = estimate.secondsLeft();
        if (secondsLeft.isPresent() && secondsLeft.getAsDouble() >= WORTH_TELLING_SECONDS) {
            text.append(" · about ").append(duration(secondsLeft.getAsDouble())).append(" left");
        }
        return text.toString();
    }

    /// Bytes as `512 B`, `93.1 MB`, `14.2 GB`, in powers of 1000.
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double value = bytes / KILO;
        int unit = 0;
        while (value >= KILO && unit < units.length - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s", value,
                units[unit]);
    }

    private static String amount(long count, String unit) {
        return unit.equals("bytes") ? bytes(count) : Long.toString(count);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + ":" + "%02d".formatted(whole % 60) + " min";
    }
}
