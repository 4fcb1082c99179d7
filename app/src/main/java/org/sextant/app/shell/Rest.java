package org.sextant.app.shell;

import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import org.sextant.app.task.RunningTask;

/// Waits, without blocking, until nothing runs in the background any more.
final class Rest {
    private Rest() {}

    /// Does something once no task runs and nothing that was queued before it has started another. On the UI thread.
    static void then(ObservableList<RunningTask> running, Runnable next) {
        Platform.runLater(() -> {
            if (running.isEmpty()) {
                next.run();
                return;
            }
            running.addListener(new ListChangeListener<RunningTask>() {
                @Override
                public void onChanged(Change<? extends RunningTask> change) {
                    if (running.isEmpty()) {
                        running.removeListener(this);
                        then(running, next);
                    }
                }
            });
        });
    }
}
