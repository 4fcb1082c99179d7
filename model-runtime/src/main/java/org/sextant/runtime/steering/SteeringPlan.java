package org.sextant.runtime.steering;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.runtime.routing.ExpertGain;

/// The changes that hold at a time. A value: whoever moves a slider makes another plan.
///
/// @param edits in their order: each sees what the one before it made
/// @param experts that are switched off or weighed otherwise
public record SteeringPlan(List<Edit> edits, List<ExpertGain> experts) {
    /// A plan that changes nothing.
    public static final SteeringPlan NONE = new SteeringPlan(List.of());

    public SteeringPlan {
        edits = List.copyOf(edits);
        experts = List.copyOf(experts);
    }

    /// A plan that leaves the experts alone.
    public SteeringPlan(List<? extends Edit> edits) {
        this(List.copyOf(edits), List.of());
    }

    /// Whether the model computes as if there were no plan.
    public boolean isNeutral() {
        return edits.stream().allMatch(Edit::isNeutral) && experts.stream().allMatch(ExpertGain::isNeutral);
    }

    /// A line for each change, for the provenance of a result.
    public List<String> summaries() {
        return Stream.concat(edits.stream().map(edit -> "edit=" + edit.summary()),
                experts.stream().map(gain -> "experts=" + gain.summary())).toList();
    }
}
