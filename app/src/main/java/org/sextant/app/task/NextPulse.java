package org.sextant.app.task;

import java.util.concurrent.Executor;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Runs work on the UI thread at the next pulse, when what it changes is about to be painted.
///
/// @param meter measures what the work costs
record NextPulse(UiMeter meter) implements Executor {
    @Override
    public void execute(Runnable work) {
        Platform.runLater(() -> new Once(() -> meter.measure(work)).start());
    }

    private static final class Once extends AnimationTimer {
        private final Runnable work;

        Once(Runnable work) {
            this.work = work;
        }

        @Override
        public void handle(long now) {
            stop();
            work.run();
        }
    }
}
