package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.steering.SteeringPlan;

/// Which nodes of the model an answer comes from.
///
/// @param pairs of prompts, scored by themselves and averaged
/// @param settings how
/// @param steering what both runs of every pair are changed by
public record AttributeRequest(List<ContrastPair> pairs, AttributionSettings settings, SteeringPlan steering)
        implements
            Request<AttributeResult> {
    public AttributeRequest {
        pairs = List.copyOf(pairs);
    }

    /// Without steering.
    public AttributeRequest(List<ContrastPair> pairs, AttributionSettings settings) {
        this(pairs, settings, SteeringPlan.NONE);
    }
}
