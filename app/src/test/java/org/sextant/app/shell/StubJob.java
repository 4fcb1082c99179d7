package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// A job that a test ends by hand.
final class StubJob<R> implements Job<R> {
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private final List<Consumer<Update>> listeners = new ArrayList<>();

    static <R> StubJob<R> done(R result) {
        StubJob<R> job = new StubJob<>();
        job.finish(result);
        return job;
    }

    static <R> StubJob<R> failed(RuntimeException failure) {
        StubJob<R> job = new StubJob<>();
        job.future.completeExceptionally(failure);
        return job;
    }

    void finish(R result) {
        future.complete(result);
    }

    void tell(Update update) {
        synchronized (listeners) {
            listeners.forEach(listener -> listener.accept(update));
        }
    }

    @Override
    public CompletionStage<R> completion() {
        return future;
    }

    @Override
    public void onUpdate(Consumer<Update> listener) {
        synchronized (listeners) {
            listeners.add(listener);
        }
    }

    @Override
    public void cancel() {
        future.completeExceptionally(new CancellationException());
    }

    boolean isCancelled() {
        return future.isCompletedExceptionally();
    }

    @Override
    public boolean isDone() {
        return future.isDone();
    }

    @Override
    public R await() {
        return future.join();
    }
}
