package org.sextant.app.activations;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Request;

/// The newest answer of one lane. Asking again replaces the question before; an answer that comes too late is
/// dropped; the value before stays until the new one is there. UI thread only.
///
/// @param <R> what the model answers
/// @param <D> what is shown
public final class LatestAnswer<R, D> {
    /// What to ask and what to make of the answer. `draw` holds the choices of the moment and may run on any thread.
    public record Plan<R, D>(Request<R> request, Function<R, D> draw) {}

    /// A question on its way, with the newest wish how to draw its answer.
    private static final class Question<R, D> {
        private final OpenModel model;
        private final Request<R> request;
        private volatile Function<R, D> draw;
        private @Nullable RunningTask task;
        private boolean open = true;

        private Question(OpenModel model, Plan<R, D> plan) {
            this.model = model;
            this.request = plan.request();
            this.draw = plan.draw();
        }

        private boolean asks(OpenModel other, Request<R> what) {
            return model.equals(other) && request.equals(what);
        }

        private Drawn<R, D> drawn(R answer) {
            Function<R, D> how = draw;
            return new Drawn<>(answer, how, how.apply(answer));
        }
    }

    /// An answer and what was made of it, on its way to the UI thread.
    private record Drawn<R, D>(R answer, Function<R, D> how, D value) {}

    private final String title;
    private final String lane;
    private final TaskExecutor tasks;
    private final ResultCache cache;
    private final ReadOnlyObjectWrapper<Optional<D>> value = new ReadOnlyObjectWrapper<>(this, "value",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            PaneState.NOTHING_OPEN);
    private @Nullable Question<R, D> asked;

    /// @param title what the status bar says while it computes
    /// @param lane the lane in which newer questions replace older ones
    public LatestAnswer(String title, String lane, TaskExecutor tasks, ResultCache cache) {
        this.title = title;
        this.lane = lane;
        this.tasks = tasks;
        this.cache = cache;
    }

    public ReadOnlyObjectProperty<Optional<D>> valueProperty() {
        return value.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Shows the answer to a plan: at once where it is remembered, else as soon as the model gives it. What is asked
    /// already, or failed, or was cancelled, is not asked again before [#drop].
    public void ask(OpenModel model, Plan<R, D> plan) {
        cache.keepOnly(model);
        Optional<R> remembered = cache.get(plan.request());
        if (remembered.isPresent()) {
            drop();
            show(plan.draw().apply(remembered.get()));
        } else if (asked != null && asked.asks(model, plan.request())) {
            asked.draw = plan.draw();
        } else {
            drop();
            start(new Question<>(model, plan));
        }
    }

    /// Shows nothing but a reason.
    public void clear(PaneState.Empty reason) {
        drop();
        value.set(Optional.empty());
        state.set(reason);
    }

    /// Stops what runs at the person's wish; the value before stays.
    public void cancel() {
        if (asked != null && asked.task != null) {
            asked.task.cancel();
            settle(asked, new PaneState.Cancelled());
        }
    }

    /// Stops what runs since nobody looks any more, and forgets that it was asked.
    public void drop() {
        if (asked != null && asked.task != null) {
            asked.task.cancel();
        }
        asked = null;
    }

    private void start(Question<R, D> question) {
        asked = question;
        RunningTask task = BackgroundTask
                .asking(title,
                        () -> new MappedJob<>(question.model.submitLatest(lane, question.request), question::drawn))
                .lane(lane).onSuccess(drawn -> answered(question, drawn))
                .onFailure(failure -> settle(question,
                        new PaneState.Cannot(failure.what(), failure.where(), failure.remedy())))
                .onEnd(() -> ended(question)).startWith(tasks);
        question.task = task;
        if (question.open) {
            state.set(new PaneState.Computing(task));
        }
    }

    private void answered(Question<R, D> question, Drawn<R, D> drawn) {
        if (question == asked) {
            asked = null;
            question.open = false;
            cache.put(question.request, drawn.answer());
            show(drawn.how().equals(question.draw) ? drawn.value() : question.draw.apply(drawn.answer()));
        }
    }

    private void show(D next) {
        value.set(Optional.of(next));
        state.set(new PaneState.Result());
    }

    private void settle(Question<R, D> question, PaneState end) {
        if (question == asked && question.open) {
            question.open = false;
            state.set(end);
        }
    }

    /// Ends that came neither with an answer nor with a reason: the status bar cancelled it, or a bug which the window
    /// shows. The pane must not wait for ever.
    private void ended(Question<R, D> question) {
        boolean cancelled = question.task != null && question.task.isCancelled();
        settle(question, cancelled
                ? new PaneState.Cancelled()
                : new PaneState.Cannot("This could not be computed", "", "choose something else or ask again"));
    }
}
