package org.sextant.runtime.session;

import java.util.List;

/// A direction that was learnt.
///
/// @param direction `[d_model]`, to be added with the coefficient 1
/// @param losses one a step
/// @param provenance where it comes from
public record LearnDirectionResult(List<Float> direction, List<Double> losses, Provenance provenance) {
    public LearnDirectionResult {
        direction = List.copyOf(direction);
        losses = List.copyOf(losses);
    }
}
