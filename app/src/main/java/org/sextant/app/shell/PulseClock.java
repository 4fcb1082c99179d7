package org.sextant.app.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;

/// Measures the pulses of a scene: how many, and how long each styled and laid out. Lives on the UI thread.
final class PulseClock {
    private final List<Long> layouts = new ArrayList<>();
    private Optional<Instant> painted = Optional.empty();
    private int pulses;
    private long began;

    /// A clock that runs from now on.
    static PulseClock of(Scene scene) {
        var clock = new PulseClock();
        scene.addPreLayoutPulseListener(clock::begin);
        scene.addPostLayoutPulseListener(clock::end);
        return clock;
    }

    /// A pulse begins only once the picture of the one before is on its way to the screen.
    private void begin() {
        if (pulses == 1) {
            painted = Optional.of(Instant.now());
        }
        began = System.nanoTime();
    }

    private void end() {
        pulses++;
        layouts.add(System.nanoTime() - began);
    }

    int pulses() {
        return pulses;
    }

    /// When the scene was seen for the first time.
    Optional<Instant> firstPaint() {
        return painted;
    }

    /// The time that each pulse took for style and layout, in nanoseconds.
    long[] layoutNanos() {
        return layouts.stream().mapToLong(Long::longValue).toArray();
    }
}
