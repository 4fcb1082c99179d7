package org.sextant.app.activations;

import java.util.Optional;

import org.sextant.runtime.steering.SteeringPlan;

/// What the pictures are to show of the steering.
///
/// @param plan that acts on the model
/// @param aspect how it is shown
public record Steered(SteeringPlan plan, Aspect aspect) {
    /// The plan to ask about beside none; none where there is nothing to compare.
    public SteeringPlan asked() {
        return plan.isNeutral() || aspect == Aspect.UNSTEERED ? SteeringPlan.NONE : plan;
    }

    /// How the steering is shown; empty where nothing is steered.
    public Optional<Aspect> shown() {
        return Optional.of(aspect).filter(_ -> !plan.isNeutral());
    }
}
