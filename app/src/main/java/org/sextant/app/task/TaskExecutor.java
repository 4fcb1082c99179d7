package org.sextant.app.task;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.collections.ObservableList;

/// Runs [BackgroundTask]s away from the UI thread and brings what becomes of them back to it.
public interface TaskExecutor {
    /// Starts a task. Called on the UI thread.
    RunningTask start(BackgroundTask<?> task);

    /// What runs or waits and can be cancelled, oldest first; changes on the UI thread.
    ObservableList<RunningTask> running();

    /// For work that nobody has to know of, such as the pixels of a picture: it is over in a moment, is not listed in
    /// [#running] and cannot be cancelled, so that who waits for it gets it. Called on the UI thread.
    Executor unseen();

    /// Whether nothing runs or waits, seen or unseen; changes on the UI thread.
    ReadOnlyBooleanProperty atRestProperty();
}
