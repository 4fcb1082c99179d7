package org.sextant.app.activations;

import java.util.Optional;
import java.util.function.Function;

import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.steering.SteeringPlan;

/// What to ask a model, with a plan and without, and what to make of the answers.
///
/// @param <R> what the model answers
/// @param <D> what is shown
/// @param model that is asked
/// @param request the question without steering
/// @param steered the same question under the plan; empty where only the model as it is is wanted
/// @param plan the plan of `steered`
/// @param draw holds the choices of the moment and may run on any thread
public record Wish<R, D>(
        OpenModel model, Request<R> request, Optional<Request<R>> steered, SteeringPlan plan,
        Function<Sides<R>, D> draw) {
    /// Of the model as it is.
    public static <R, D> Wish<R, D> unsteered(OpenModel model, Request<R> request, Function<R, D> draw) {
        return new Wish<>(model, request, Optional.empty(), SteeringPlan.NONE,
                answers -> draw.apply(answers.unsteered()));
    }

    /// @param request makes the question under a plan
    /// @param plan where it is neutral, only the model as it is is asked
    public static <R, D> Wish<R, D> of(OpenModel model, Function<SteeringPlan, Request<R>> request, SteeringPlan plan,
            Function<Sides<R>, D> draw) {
        return new Wish<>(model, request.apply(SteeringPlan.NONE),
                plan.isNeutral() ? Optional.empty() : Optional.of(request.apply(plan)),
                plan.isNeutral() ? SteeringPlan.NONE : plan, draw);
    }

    /// Whether the answers to one are the answers to the other.
    boolean asksLike(Wish<R, D> other) {
        return isBeside(other) && plan.equals(other.plan);
    }

    /// Whether both ask the same of the same model, be it under other plans.
    boolean isBeside(Wish<R, D> other) {
        return model.equals(other.model) && request.equals(other.request);
    }
}
