package org.sextant.app.compare;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// A job whose answer becomes a picture before it travels to the UI thread.
record NamedJob<R, D>(Job<R> job, Function<R, D> picture) implements Job<D> {
    @Override
    public CompletionStage<D> completion() {
        return job.completion().thenApply(picture);
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
        return picture.apply(job.await());
    }
}
