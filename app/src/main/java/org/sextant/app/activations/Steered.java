package org.sextant.app.activations;

import java.util.Optional;

import org.sextant.runtime.steering.SteeringPlan;

/// What the pictures are to show of the steering.
///
/// @param plan that acts on the model
/// @param aspect how it is shown
record Steered(SteeringPlan plan, Aspect aspect) {
    /// The plan to ask about beside none; none where there is nothing to compare.
    SteeringPlan asked() {
        return plan.isNeutral() || aspect == Aspect.UNSTEERED ? SteeringPlan.NONE : plan;
    }

    /// How the steering is shown; empty where nothing is steered.
    Optional<Aspect> shown() {
        return Optional.of(aspect).filter(_ -> !plan.isNeutral());
    }
}
