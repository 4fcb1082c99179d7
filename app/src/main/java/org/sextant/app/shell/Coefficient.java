package org.sextant.app.shell;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.Tracks;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.HeadEdit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.VectorEdit;
import org.sextant.runtime.steering.ZeroEdit;

/// What a slider does to the model, the gain of all sliders included.
///
/// @param name such as `calm`
/// @param colour which of the eight colours of categories, from 0
/// @param value of its first active edit; the neutral one while it is not heard
/// @param neutral the value that does nothing
/// @param heard whether it is neither muted nor passed over for one that is heard alone
record Coefficient(String name, int colour, double value, double neutral, boolean heard) {
    private record Amount(double value, double neutral) {}

    /// Those of all sliders, in their order.
    static List<Coefficient> of(SteeringSet set) {
        boolean alone = set.rows().stream().anyMatch(SteeringRow::solo);
        return set.rows().stream().map(row -> of(row, set.gain(), !row.muted() && (row.solo() || !alone))).toList();
    }

    private static Coefficient of(SteeringRow row, double gain, boolean heard) {
        SteeringRow unmuted = new SteeringRow(row.name(), row.colour(), false, false, row.parts(), row.experts());
        SteeringPlan plan = new SteeringSet(List.of(unmuted), gain).plan();
        Amount amount = Stream.concat(plan.edits().stream().map(Coefficient::amount),
                plan.experts().stream().map(Coefficient::amount)).findFirst().orElse(new Amount(0, 0));
        return new Coefficient(row.name(), row.colour(), heard ? amount.value() : amount.neutral(), amount.neutral(),
                heard);
    }

    private static Amount amount(Edit edit) {
        return switch (edit) {
            case VectorEdit vector -> new Amount(vector.coefficient(), 0);
            case HeadEdit head -> new Amount(head.gain(), 1);
            case FeatureEdit feature -> new Amount(feature.amount(), 0);
            case ZeroEdit _ -> new Amount(1, 0);
        };
    }

    private static Amount amount(ExpertGain expert) {
        return new Amount(expert.gain(), expert.mode() == ExpertGain.Mode.FORCE ? 0 : 1);
    }

    /// `calm = 2`.
    String words() {
        return heard ? name + " = " + Numbers.brief(value) : name + " is not heard";
    }

    Tracks.Setting setting() {
        return new Tracks.Setting(name, colour, value, neutral);
    }
}
