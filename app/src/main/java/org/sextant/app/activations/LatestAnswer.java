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
import org.sextant.runtime.session.Job;

/// The newest answer of one lane. Asking something else replaces the question before; an answer that comes too late is
/// dropped; the value before stays until the new one is there. Where only the plan is another, the question on its way
/// goes on, and then the newest is asked: so the value follows however fast a slider moves, and ends with its last
/// place. UI thread only.
///
/// @param <R> what the model answers
/// @param <D> what is shown
public final class LatestAnswer<R, D> {
    /// A wish on its way, with the newest way to draw its answers.
    private static final class Question<R, D> {
        private final Wish<R, D> wish;
        private volatile Function<Sides<R>, D> draw;
        private @Nullable RunningTask task;
        private boolean open = true;

        private Question(Wish<R, D> wish) {
            this.wish = wish;
            this.draw = wish.draw();
        }

        private Drawn<R, D> drawn(Sides<R> answers) {
            Function<Sides<R>, D> how = draw;
            return new Drawn<>(answers, how, how.apply(answers));
        }
    }

    /// Answers and what was made of them, on their way to the UI thread.
    private record Drawn<R, D>(Sides<R> answers, Function<Sides<R>, D> how, D value) {}

    /// What is shown, so that following a slider never asks for the unsteered side again.
    private record Shown<R, D>(Wish<R, D> wish, Sides<R> answers) {}

    private final String title;
    private final String lane;
    private final TaskExecutor tasks;
    private final ResultCache cache;
    private final ReadOnlyObjectWrapper<Optional<D>> value = new ReadOnlyObjectWrapper<>(this, "value",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            PaneState.NOTHING_OPEN);
    private @Nullable Question<R, D> asked;
    private @Nullable Wish<R, D> waiting;
    private @Nullable Shown<R, D> shown;

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

    /// Shows the answers to a wish: at once where they are remembered, else as soon as the model gives them. What is
    /// asked already, or failed, or was cancelled, is not asked again before [#drop].
    public void ask(Wish<R, D> wish) {
        cache.keepOnly(wish.model());
        Optional<Sides<R>> remembered = remembered(wish);
        if (remembered.isPresent()) {
            drop();
            show(wish, remembered.get(), wish.draw().apply(remembered.get()));
        } else if (asked != null && asked.wish.asksLike(wish)) {
            asked.draw = wish.draw();
            waiting = null;
        } else if (asked != null && asked.open && asked.wish.isBeside(wish)) {
            waiting = wish;
        } else {
            drop();
            start(new Question<>(wish));
        }
    }

    /// Shows nothing but a reason.
    public void clear(PaneState.Empty reason) {
        drop();
        shown = null;
        value.set(Optional.empty());
        state.set(reason);
    }

    /// Stops what runs at the person's wish; the value before stays.
    public void cancel() {
        if (asked != null && asked.task != null) {
            waiting = null;
            asked.task.cancel();
            settle(asked, new PaneState.Cancelled());
        }
    }

    /// Stops what runs since nobody looks any more, and forgets that it was asked.
    public void drop() {
        Question<R, D> before = asked;
        asked = null;
        waiting = null;
        if (before != null && before.task != null) {
            before.task.cancel();
        }
    }

    private Optional<Sides<R>> remembered(Wish<R, D> wish) {
        Optional<R> unsteered = unsteered(wish);
        if (wish.steered().isEmpty()) {
            return unsteered.map(answer -> new Sides<>(answer, Optional.empty()));
        }
        return unsteered.flatMap(before -> cache.get(wish.request(), wish.plan())
                .map(now -> new Sides<>(before, Optional.of(now))));
    }

    private Optional<R> unsteered(Wish<R, D> wish) {
        return shown != null && shown.wish().isBeside(wish)
                ? Optional.of(shown.answers().unsteered())
                : cache.get(wish.request());
    }

    private void start(Question<R, D> question) {
        asked = question;
        Optional<R> unsteered = unsteered(question.wish);
        RunningTask task = BackgroundTask
                .asking(title, () -> new MappedJob<>(submitted(question.wish, unsteered), question::drawn))
                .lane(lane).onSuccess(drawn -> answered(question, drawn))
                .onFailure(failure -> settle(question,
                        new PaneState.Cannot(failure.what(), failure.where(), failure.remedy())))
                .onEnd(() -> ended(question)).startWith(tasks);
        question.task = task;
        if (question.open && !follows(question.wish)) {
            state.set(new PaneState.Computing(task));
        }
    }

    /// Whether what is shown needs only to follow a slider: nothing is announced then, and the picture does not dim.
    private boolean follows(Wish<R, D> wish) {
        return state.get() instanceof PaneState.Result && shown != null && shown.wish().isBeside(wish);
    }

    /// Asks for what is not known yet.
    private Job<Sides<R>> submitted(Wish<R, D> wish, Optional<R> unsteered) {
        if (wish.steered().isEmpty()) {
            return new MappedJob<>(wish.model().submitLatest(lane, wish.request()),
                    answer -> new Sides<>(answer, Optional.empty()));
        }
        if (unsteered.isPresent()) {
            return new MappedJob<>(wish.model().submitLatest(lane, wish.steered().get()),
                    now -> new Sides<>(unsteered.get(), Optional.of(now)));
        }
        return new SidesJob<>(wish.model().submitLatest(lane + ".unsteered", wish.request()),
                wish.model().submitLatest(lane, wish.steered().get()));
    }

    private void answered(Question<R, D> question, Drawn<R, D> drawn) {
        if (question == asked) {
            asked = null;
            question.open = false;
            Wish<R, D> wish = question.wish;
            cache.put(wish.request(), drawn.answers().unsteered());
            drawn.answers().now().ifPresent(now -> cache.put(wish.request(), wish.plan(), now));
            show(wish, drawn.answers(),
                    drawn.how().equals(question.draw) ? drawn.value() : question.draw.apply(drawn.answers()));
        }
    }

    private void show(Wish<R, D> wish, Sides<R> answers, D next) {
        shown = new Shown<>(wish, answers);
        value.set(Optional.of(next));
        state.set(new PaneState.Result());
    }

    private void settle(Question<R, D> question, PaneState end) {
        if (question == asked && question.open) {
            question.open = false;
            state.set(end);
        }
    }

    /// Then the newest plan is asked about, unless something else was in the meantime.
    ///
    /// Some ends came neither with an answer nor with a reason: the status bar cancelled it, or a bug which the window
    /// shows. The pane must not wait for ever.
    private void ended(Question<R, D> question) {
        boolean cancelled = question.task != null && question.task.isCancelled();
        settle(question, cancelled
                ? new PaneState.Cancelled()
                : new PaneState.Cannot("This could not be computed", "", "choose something else or ask again"));
        Wish<R, D> next = waiting;
        if (next != null && !cancelled && (asked == null || asked == question)) {
            waiting = null;
            start(new Question<>(next));
        } else if (cancelled && asked == question) {
            waiting = null;
        }
    }
}
