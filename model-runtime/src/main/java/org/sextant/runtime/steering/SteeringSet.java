package org.sextant.runtime.steering;

import java.util.List;

import org.sextant.runtime.routing.ExpertGain;

/// The sliders of a board, with all that a person set there.
///
/// @param rows in their order
/// @param gain of all together: 1 leaves them as they stand, 0 takes all of them back
public record SteeringSet(List<SteeringRow> rows, double gain) {
    public static final SteeringSet EMPTY = new SteeringSet(List.of(), 1);

    /// @throws SteeringException if the gain is not finite
    public SteeringSet {
        rows = List.copyOf(rows);
        if (!Double.isFinite(gain)) {
            throw new SteeringException("the gain of all is " + gain, "in the set of sliders", "give a finite number");
        }
    }

    /// What the model is changed by: the rows that are heard, with the gain. What is set to a value, and not by how much
    /// something is moved, has no gain: affine, a clamped feature, a forced expert, and zero.
    public SteeringPlan plan() {
        List<SteeringRow> heard = rows.stream().filter(this::hears).toList();
        return new SteeringPlan(
                heard.stream().flatMap(row -> row.active().stream()).map(this::gained).toList(),
                heard.stream().flatMap(row -> row.experts().stream()).map(this::gained).toList());
    }

    /// Whether a row of the set is neither muted nor passed over since others are solo.
    public boolean hears(SteeringRow row) {
        return !row.muted() && (row.solo() || rows.stream().noneMatch(SteeringRow::solo));
    }

    private Edit gained(Edit edit) {
        return switch (edit) {
            case VectorEdit vector when vector.operation() != Operation.AFFINE ->
                new VectorEdit(vector.site(), vector.operation(), vector.vector(), vector.negativeMean(),
                        vector.coefficient() * gain, vector.positions());
            case HeadEdit head -> new HeadEdit(head.site(), head.head(), 1 + (head.gain() - 1) * gain,
                    head.positions());
            case FeatureEdit feature when feature.operation() == Operation.ADD_FEATURE ->
                new FeatureEdit(feature.site(), feature.operation(), feature.sae(), feature.feature(),
                        feature.amount() * gain, feature.positions());
            case FeatureEdit feature when feature.operation() == Operation.SCALE_FEATURE ->
                new FeatureEdit(feature.site(), feature.operation(), feature.sae(), feature.feature(),
                        1 + (feature.amount() - 1) * gain, feature.positions());
            case VectorEdit _,FeatureEdit _,ZeroEdit _ -> edit;
        };
    }

    private ExpertGain gained(ExpertGain expert) {
        if (expert.mode() == ExpertGain.Mode.FORCE) {
            return expert;
        }
        return new ExpertGain(expert.layer(), expert.expert(), Math.max(0, 1 + (expert.gain() - 1) * gain),
                expert.mode());
    }
}
