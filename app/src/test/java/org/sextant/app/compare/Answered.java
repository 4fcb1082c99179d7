package org.sextant.app.compare;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// A job that is done when it is handed out.
record Answered<R>(CompletableFuture<R> future) implements Job<R> {
    /// Waits for a job's answer, or its refusal.
    static <R> Answered<R> of(Job<R> job) {
        try {
            return new Answered<>(CompletableFuture.completedFuture(job.await()));
        } catch (SextantException refused) {
            return new Answered<>(CompletableFuture.failedFuture(refused));
        } catch (CompletionException refused) {
            return new Answered<>(CompletableFuture.failedFuture(refused.getCause()));
        }
    }

    @Override
    public CompletionStage<R> completion() {
        return future;
    }

    @Override
    public void onUpdate(Consumer<Update> listener) {
        // It is over.
    }

    @Override
    public void cancel() {
        // It is over.
    }

    @Override
    public boolean isDone() {
        return true;
    }

    @Override
    public R await() {
        return future.join();
    }
}
