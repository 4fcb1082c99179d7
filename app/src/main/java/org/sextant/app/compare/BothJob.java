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
        return new BothJob<>(of.a().submitLatest("compare.a", a.apply(prompt, of.planA())),
                of.b().submitLatest("compare.b", b.apply(prompt, of.planB())), picture);
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
                (a, b) -> new BesidePictures(picture.apply(a).of(of.nameA()), picture.apply(b).of(of.nameB())));
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
