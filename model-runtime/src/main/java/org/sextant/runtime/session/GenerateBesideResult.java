package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.steering.SteeringPlan;

/// Two continuations.
///
/// @param unsteered by the model as it is
/// @param steered by the model as the live plan changed it
/// @param plans the plan that made each steered token
public record GenerateBesideResult(GenerateResult unsteered, GenerateResult steered, List<SteeringPlan> plans) {
    public GenerateBesideResult {
        plans = List.copyOf(plans);
    }
}
