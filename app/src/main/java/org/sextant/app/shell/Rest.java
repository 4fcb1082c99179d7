package org.sextant.app.shell;

import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;

import org.sextant.app.task.TaskExecutor;

/// Waits, without blocking, until nothing runs in the background any more.
final class Rest {
    private Rest() {}

    /// Does something once nothing runs, seen or unseen, and nothing that was queued before it has started more. On the
    /// UI thread.
    static void then(TaskExecutor tasks, Runnable next) {
        Platform.runLater(() -> {
            if (tasks.atRestProperty().get()) {
                next.run();
                return;
            }
            tasks.atRestProperty().addListener(new ChangeListener<Boolean>() {
                @Override
                public void changed(ObservableValue<? extends Boolean> property, Boolean before, Boolean now) {
                    if (now) {
                        property.removeListener(this);
                        then(tasks, next);
                    }
                }
            });
        });
    }
}
