package org.sextant.runtime.steering;

import java.util.List;

/// The edits that hold at a time, in their order. A value: whoever moves a slider makes another plan.
///
/// @param edits each sees what the one before it made
public record SteeringPlan(List<Edit> edits) {
    /// A plan that changes nothing.
    public static final SteeringPlan NONE = new SteeringPlan(List.of());

    public SteeringPlan {
        edits = List.copyOf(edits);
    }

    /// Whether the model computes as if there were no plan.
    public boolean isNeutral() {
        return edits.stream().allMatch(Edit::isNeutral);
    }
}
