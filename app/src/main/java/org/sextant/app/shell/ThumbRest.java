package org.sextant.app.shell;

import java.util.concurrent.Executor;
import javafx.animation.PauseTransition;
import javafx.util.Duration;

import org.sextant.app.task.UiMeter;

/// Does something once a thumb has rested: of what comes in quick succession only the last. Lives on the UI thread.
final class ThumbRest implements Executor {
    private final PauseTransition pause = new PauseTransition(Duration.millis(150));
    private final UiMeter meter;

    /// @param meter measures what the work costs
    ThumbRest(UiMeter meter) {
        this.meter = meter;
    }

    @Override
    public void execute(Runnable work) {
        pause.setOnFinished(_ -> meter.measure(work));
        pause.playFromStart();
    }
}
