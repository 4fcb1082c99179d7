package org.sextant.app.activations;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Update;

/// Two jobs that are done when both are.
record SidesJob<R>(Job<R> unsteered, Job<R> now) implements Job<Sides<R>> {
    @Override
    public CompletionStage<Sides<R>> completion() {
        return unsteered.completion().thenCombine(now.completion(),
                (before, after) -> new Sides<>(before, Optional.of(after)));
    }

    @Override
    public void onUpdate(Consumer<Update> listener) {
        unsteered.onUpdate(listener);
        now.onUpdate(listener);
    }

    @Override
    public void cancel() {
        unsteered.cancel();
        now.cancel();
    }

    @Override
    public boolean isDone() {
        return unsteered.isDone() && now.isDone();
    }

    @Override
    public Sides<R> await() {
        return new Sides<>(unsteered.await(), Optional.of(now.await()));
    }
}
