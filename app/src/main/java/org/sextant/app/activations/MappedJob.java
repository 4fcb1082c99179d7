package org.sextant.app.activations;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// A job whose answer is turned into something else before it travels to the UI thread.
record MappedJob<R, D>(Job<R> job, Function<R, D> map) implements Job<D> {
    @Override
    public CompletionStage<D> completion() {
        return job.completion().thenApply(map);
    }

    @Override
    public void onUpdate(Consumer<Update> listener) {
        job.onUpdate(listener);
    }

    @Override
    public void cancel() {
        job.cancel();
    }

    @Override
    public boolean isDone() {
        return job.isDone();
    }

    @Override
    public D await() {
        return map.apply(job.await());
    }
}
