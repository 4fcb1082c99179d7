package org.sextant.app.task;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Remembers the newest task of one kind while it runs. Lives on the UI thread.
public final class TaskSlot {
    private final ReadOnlyObjectWrapper<Optional<RunningTask>> current = new ReadOnlyObjectWrapper<>(this, "current",
            Optional.empty());

    /// The task while it runs.
    public ReadOnlyObjectProperty<Optional<RunningTask>> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /// Starts a task and remembers it until it is done or another takes its place.
    public void start(BackgroundTask<?> task, TaskExecutor executor) {
        RunningTask started = task.startWith(executor);
        if (!started.isDone()) {
            current.set(Optional.of(started));
            started.doneProperty().subscribe(done -> {
                if (done && current.get().filter(now -> now.equals(started)).isPresent()) {
                    current.set(Optional.empty());
                }
            });
        }
    }

    /// Cancels the task if one runs.
    public void cancel() {
        current.get().ifPresent(RunningTask::cancel);
    }
}
