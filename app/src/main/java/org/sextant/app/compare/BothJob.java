package org.sextant.app.compare;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// The same question to two models; done when both are.
record BothJob<R, D>(Job<R> a, Job<R> b, BiFunction<R, R, D> picture) implements Job<D> {
    @Override
    public CompletionStage<D> completion() {
        return a.completion().thenCombine(b.completion(), picture);
    }

    @Override
    public void onUpdate(Consumer<Update> listener) {
        a.onUpdate(listener);
        b.onUpdate(listener);
    }

    @Override
    public void cancel() {
        a.cancel();
        b.cancel();
    }

    @Override
    public boolean isDone() {
        return a.isDone() && b.isDone();
    }

    @Override
    public D await() {
        return picture.apply(a.await(), b.await());
    }
}
