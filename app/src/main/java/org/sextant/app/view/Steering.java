package org.sextant.app.view;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.runtime.steering.SteeringPlan;

/// What the open model is changed by, as views see it.
///
/// @param plan with every move of a slider
/// @param atRest the same once the thumb rests, for what takes longer than a move
public record Steering(ReadOnlyObjectProperty<SteeringPlan> plan, ReadOnlyObjectProperty<SteeringPlan> atRest) {
    /// A model that nothing changes.
    public static Steering none() {
        ReadOnlyObjectProperty<SteeringPlan> nothing = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
        return new Steering(nothing, nothing);
    }
}
