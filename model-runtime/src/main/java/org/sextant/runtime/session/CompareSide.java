package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.steering.SteeringPlan;

/// One side of a comparison.
///
/// @param steering what is changed in this model meanwhile
/// @param sites names and patterns of the sites that are compared, in the order of the forward pass; none for the
///         residual stream: the input of block 0, then each block's output
public record CompareSide(SteeringPlan steering, List<String> sites) {
    /// The residual stream of a model that nothing changes.
    public static final CompareSide PLAIN = new CompareSide(SteeringPlan.NONE, List.of());

    public CompareSide {
        sites = List.copyOf(sites);
    }

    /// The residual stream under a plan.
    public static CompareSide steered(SteeringPlan plan) {
        return new CompareSide(plan, List.of());
    }
}
