package org.sextant.runtime.steering;

import java.util.List;

import org.sextant.runtime.routing.ExpertGain;

/// What one slider moves: edits that belong together, such as those of one vector at several layers.
///
/// @param name such as `calm`
/// @param colour which of the eight colours of categories, from 0
/// @param muted whether it is passed over for now
/// @param solo whether those that are not are passed over for now
/// @param parts its edits, also those at layers that are left out for now
/// @param experts its experts
public record SteeringRow(String name, int colour, boolean muted, boolean solo, List<Part> parts,
        List<ExpertGain> experts) {
    public SteeringRow {
        parts = List.copyOf(parts);
        experts = List.copyOf(experts);
    }

    /// One edit of a row.
    ///
    /// @param active false at a layer that is left out for now
    public record Part(Edit edit, boolean active) {}

    /// A row of edits that all act.
    public static SteeringRow of(String name, int colour, List<? extends Edit> edits) {
        return new SteeringRow(name, colour, false, false,
                edits.stream().map(edit -> new Part(edit, true)).toList(), List.of());
    }

    List<Edit> active() {
        return parts.stream().filter(Part::active).map(Part::edit).toList();
    }
}
