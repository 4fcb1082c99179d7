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

    /// Where its slider changes nothing, or, of what is set to a value, where the slider is centred: 1 for what is
    /// multiplied, heads, experts and scaled features, else 0.
    public double neutral() {
        return parts.stream().findFirst().map(part -> switch (part.edit()) {
            case HeadEdit _ -> 1.0;
            case FeatureEdit feature -> FeatureEdit.neutral(feature.operation());
            case VectorEdit _,ZeroEdit _ -> 0.0;
        }).orElse(1.0);
    }

    /// The row with its slider elsewhere: every edit and expert with this value.
    ///
    /// @param value finite; not negative for experts
    public SteeringRow at(double value) {
        return new SteeringRow(name, colour, muted, solo,
                parts.stream().map(part -> new Part(at(part.edit(), value), part.active())).toList(), experts.stream()
                        .map(each -> new ExpertGain(each.layer(), each.expert(), value, each.mode())).toList());
    }

    private static Edit at(Edit edit, double value) {
        return switch (edit) {
            case VectorEdit vector -> new VectorEdit(vector.site(), vector.operation(), vector.vector(),
                    vector.negativeMean(), value, vector.positions());
            case HeadEdit head -> new HeadEdit(head.site(), head.head(), value, head.positions());
            case FeatureEdit feature -> new FeatureEdit(feature.site(), feature.operation(), feature.sae(),
                    feature.feature(), value, feature.positions());
            case ZeroEdit zero -> zero;
        };
    }

    /// What it changes by itself, muted or not, without the sliders beside it.
    public SteeringPlan alone() {
        return new SteeringPlan(active(), experts);
    }

    List<Edit> active() {
        return parts.stream().filter(Part::active).map(Part::edit).toList();
    }
}
