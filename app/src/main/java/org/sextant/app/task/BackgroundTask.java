package org.sextant.app.task;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// Something to do away from the UI thread, and what to do there with its outcome. Listeners are called on the UI
/// thread; after a task was cancelled or replaced, only [#onEnd] is called, so a stale result never reaches a view.
///
/// ```java
/// BackgroundTask.asking("Run", () -> model.submit(request))
///         .lane("run")
///         .onSuccess(workspace::show)
///         .startWith(tasks);
/// ```
///
/// @param <R> what it gives
public final class BackgroundTask<R> {
    /// Where the outcome comes from.
    sealed interface Source<R> {
        /// A question to the runtime. Asking happens on one thread, in the order of starting.
        record Question<R>(Supplier<Job<R>> ask) implements Source<R> {}

        /// Work of the workbench itself: files, colouring, tokenising.
        record Work<R>(Callable<R> work) implements Source<R> {}
    }

    private final String title;
    private final Source<R> source;
    private Optional<String> lane = Optional.empty();
    private Consumer<List<Update>> updates = ignored -> {};
    private Consumer<R> success = ignored -> {};
    private Optional<Consumer<SextantException>> failure = Optional.empty();
    private Consumer<R> dropped = ignored -> {};
    private Runnable end = () -> {};

    private BackgroundTask(String title, Source<R> source) {
        this.title = title;
        this.source = source;
    }

    /// A question to the runtime; `ask` is called off the UI thread.
    public static <R> BackgroundTask<R> asking(String title, Supplier<Job<R>> ask) {
        return new BackgroundTask<>(title, new Source.Question<>(ask));
    }

    /// Work of our own, on a thread of its own, which is interrupted when the task is cancelled.
    public static <R> BackgroundTask<R> working(String title, Callable<R> work) {
        return new BackgroundTask<>(title, new Source.Work<>(work));
    }

    /// A newer task of the same lane cancels this one.
    public BackgroundTask<R> lane(String name) {
        lane = Optional.of(name);
        return this;
    }

    /// Takes what the job told since the last call, oldest first: no more than one call a pulse.
    public BackgroundTask<R> onUpdates(Consumer<List<Update>> listener) {
        updates = listener;
        return this;
    }

    public BackgroundTask<R> onSuccess(Consumer<R> listener) {
        success = listener;
        return this;
    }

    /// Takes what a person can mend, to show it in place. Without this it goes to the [ErrorFunnel], as bugs always do.
    public BackgroundTask<R> onFailure(Consumer<SextantException> listener) {
        failure = Optional.of(listener);
        return this;
    }

    /// Takes a result that came too late, to free what it holds. Called off the UI thread.
    public BackgroundTask<R> onDropped(Consumer<R> listener) {
        dropped = listener;
        return this;
    }

    /// Called last, however the task ended.
    public BackgroundTask<R> onEnd(Runnable listener) {
        end = listener;
        return this;
    }

    public RunningTask startWith(TaskExecutor executor) {
        return executor.start(this);
    }

    String title() {
        return title;
    }

    Source<R> source() {
        return source;
    }

    Optional<String> lane() {
        return lane;
    }

    void updated(List<Update> messages) {
        updates.accept(messages);
    }

    void succeeded(R result) {
        success.accept(result);
    }

    Optional<Consumer<SextantException>> failureListener() {
        return failure;
    }

    void dropped(R result) {
        dropped.accept(result);
    }

    void ended() {
        end.run();
    }
}
