package org.sextant.app.compare;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;

/// The same question to two models; done when both are.
record BothJob<R, D>(Job<R> a, Job<R> b, BiFunction<R, R, D> picture) implements Job<D> {
    /// A question to both about the prompt, each under its own plan.
    ///
    /// @throws org.sextant.runtime.session.RequestException if the second model cannot read it
    static <R, D> BothJob<R, D> asking(ComparedSides of, BiFunction<Prompt, SteeringPlan, Request<R>> request,
            BiFunction<R, R, D> picture) {
        return asking(of, request, request, picture);
    }

    /// A question to either about the prompt, under its own plan.
    ///
    /// @throws org.sextant.runtime.session.RequestException if the second model cannot read it
    static <R, D> BothJob<R, D> asking(ComparedSides of, BiFunction<Prompt, SteeringPlan, Request<R>> a,
            BiFunction<Prompt, SteeringPlan, Request<R>> b, BiFunction<R, R, D> picture) {
        Prompt prompt = of.prompt();
        new SharedIds(of.a(), of.b()).require(prompt);
        return asking(of, a.apply(prompt, of.planA()), b.apply(prompt, of.planB()), picture);
    }

    /// A question to either.
    static <R, D> BothJob<R, D> asking(ComparedSides of, Request<R> a, Request<R> b, BiFunction<R, R, D> picture) {
        Job<R> first = of.a().submitLatest("compare.a", a);
        Job<R> second;
        try {
            second = of.b().submitLatest("compare.b", b);
        } catch (RuntimeException refused) {
            first.cancel();
            throw refused;
        }
        return of(first, second, picture);
    }

    /// Where the one fails, the other is cancelled.
    static <R, D> BothJob<R, D> of(Job<R> a, Job<R> b, BiFunction<R, R, D> picture) {
        cancelWith(a, b);
        cancelWith(b, a);
        return new BothJob<>(a, b, picture);
    }

    private static void cancelWith(Job<?> failing, Job<?> other) {
        failing.completion().exceptionally(_ -> {
            other.cancel();
            return null;
        });
    }

    /// The same where either answer has a picture of its own, and the one less the other is a picture too.
    ///
    /// @param number name of the column that its cells show
    static <R> BothJob<R, BesidePictures> subtracting(ComparedSides of,
            BiFunction<Prompt, SteeringPlan, Request<R>> request, Function<R, BesidePicture> picture, String number) {
        return asking(of, request,
                (a, b) -> BesidePictures.subtracted(picture.apply(a), picture.apply(b), number, of));
    }

    /// The same where the one less the other means nothing.
    static <R> BothJob<R, BesidePictures> reading(ComparedSides of,
            BiFunction<Prompt, SteeringPlan, Request<R>> request, Function<R, BesidePicture> picture) {
        return asking(of, request,
                (a, b) -> BesidePictures.apart(picture.apply(a), picture.apply(b), of));
    }

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
