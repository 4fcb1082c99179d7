package org.sextant.app.task;

import javafx.collections.ObservableList;

/// Runs [BackgroundTask]s away from the UI thread and brings what becomes of them back to it.
public interface TaskExecutor {
    /// Starts a task. Called on the UI thread.
    RunningTask start(BackgroundTask<?> task);

    /// What runs or waits, oldest first; changes on the UI thread. Empty when the window is at rest.
    ObservableList<RunningTask> running();
}
