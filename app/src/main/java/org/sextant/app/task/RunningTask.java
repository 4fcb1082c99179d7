package org.sextant.app.task;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.runtime.session.Update;

/// A task that has been started. Lives on the UI thread.
public final class RunningTask {
    private final String title;
    private final boolean question;
    private final Runnable canceller;
    private final ReadOnlyObjectWrapper<Optional<Update.Progress>> progress = new ReadOnlyObjectWrapper<>(this,
            "progress", Optional.empty());
    private final Estimate estimate = new Estimate();
    private boolean cancelled;
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper(this, "done");

    RunningTask(String title, boolean question, Runnable canceller) {
        this.title = title;
        this.question = question;
        this.canceller = canceller;
    }

    /// What it does, in a word or two.
    public String title() {
        return title;
    }

    /// Whether the runtime was asked something; else it is work of the workbench itself.
    public boolean isQuestion() {
        return question;
    }

    /// The newest progress it told.
    public ReadOnlyObjectProperty<Optional<Update.Progress>> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Its pace and the time left.
    public Estimate estimate() {
        return estimate;
    }

    /// Asks it to stop and drops its result. Does nothing once done.
    public void cancel() {
        if (!cancelled && !done.get()) {
            cancelled = true;
            canceller.run();
        }
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// Whether it has ended, in whatever way.
    public ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    public boolean isDone() {
        return done.get();
    }

    void told(Update.Progress message, long nanoTime) {
        estimate.add(message, nanoTime);
        progress.set(Optional.of(message));
    }

    void finish() {
        done.set(true);
    }
}
