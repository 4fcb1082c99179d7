package org.sextant.app.compare;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.Job;

/// The newest answer to one kind of question about two models. The answer before stays until the new one is there; what
/// was asked already, failed, or was cancelled, is not asked again by itself. UI thread only.
///
/// @param <R> the answer
final class PairAnswer<R> {
    private final String title;
    private final String lane;
    private final TaskExecutor tasks;
    private final TaskSlot running = new TaskSlot();
    private final ReadOnlyObjectWrapper<Optional<R>> value = new ReadOnlyObjectWrapper<>(this, "value",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            PaneState.NOTHING_RUN);
    private Optional<Object> asked = Optional.empty();
    private Optional<Object> shown = Optional.empty();

    /// @param title what the status bar says while it is asked
    /// @param lane in which a newer question replaces an older one
    PairAnswer(String title, String lane, TaskExecutor tasks) {
        this.title = title;
        this.lane = lane;
        this.tasks = tasks;
    }

    ReadOnlyObjectProperty<Optional<R>> valueProperty() {
        return value.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Whether the value answers this question; a value stays while the next one is asked for.
    boolean answers(Object question) {
        return shown.filter(question::equals).isPresent();
    }

    /// @param question equal to another one whose answer is the same
    /// @param job asks it, off the UI thread
    void ask(Object question, Supplier<Job<R>> job) {
        if (answers(question)) {
            drop();
            state.set(new PaneState.Result());
        } else if (asked.filter(question::equals).isEmpty()) {
            asked = Optional.of(question);
            running.start(BackgroundTask.asking(title, job).lane(lane)
                    .onSuccess(answer -> show(question, answer))
                    .onFailure(failure -> settle(question, failure instanceof UnaskedException
                            ? new PaneState.Empty(failure.what(), failure.remedy())
                            : new PaneState.Cannot(failure.what(), failure.where(), failure.remedy())))
                    .onEnd(() -> ended(question)), tasks);
            running.currentProperty().get().filter(_ -> asked.filter(question::equals).isPresent())
                    .ifPresent(task -> state.set(new PaneState.Computing(task)));
        }
    }

    /// Says why there is nothing to ask; the answer before goes.
    void clear(PaneState reason) {
        drop();
        shown = Optional.empty();
        value.set(Optional.empty());
        state.set(reason);
    }

    /// Stops what runs since nobody looks any more, and forgets that it was asked.
    void drop() {
        asked = Optional.empty();
        running.cancel();
    }

    void cancel() {
        running.cancel();
    }

    private void show(Object question, R answer) {
        if (asked.filter(question::equals).isPresent()) {
            asked = Optional.empty();
            shown = Optional.of(question);
            value.set(Optional.of(answer));
            state.set(new PaneState.Result());
        }
    }

    private void settle(Object question, PaneState end) {
        if (asked.filter(question::equals).isPresent()) {
            state.set(end);
        }
    }

    private void ended(Object question) {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone()) {
            settle(question, task.isCancelled()
                    ? new PaneState.Cancelled()
                    : new PaneState.Cannot("This could not be computed", "", "choose something else or ask again"));
        }
    }
}
