package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;

import org.sextant.app.chart.HeatmapPane;

/// Times the pictures of heatmaps. Lives on the UI thread.
final class FrameWatch {
    private static final long NOTHING_ASKED = -1;

    private final List<Long> paints = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private long asked = NOTHING_ASKED;

    /// Hears of each picture that a pane paints.
    void watch(HeatmapPane pane) {
        pane.setPaintListener(this::painted);
    }

    /// Notes that a new picture has been asked for.
    void asking() {
        asked = System.nanoTime();
    }

    /// Whether what was asked for has been painted.
    boolean isSettled() {
        return asked == NOTHING_ASKED;
    }

    /// Hears of a picture that was painted.
    void painted(long nanos) {
        paints.add(nanos);
        if (!isSettled()) {
            frames.add(System.nanoTime() - asked);
            asked = NOTHING_ASKED;
        }
    }

    /// What the paints cost the UI thread, in nanoseconds.
    long[] paintNanos() {
        return nanos(paints);
    }

    /// From asking to having painted, in nanoseconds.
    long[] frameNanos() {
        return nanos(frames);
    }

    private static long[] nanos(List<Long> durations) {
        return durations.stream().mapToLong(Long::longValue).toArray();
    }
}
