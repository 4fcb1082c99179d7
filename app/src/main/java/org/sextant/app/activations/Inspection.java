package org.sextant.app.activations;

import java.util.Optional;

import org.sextant.app.activations.InspectorViewModel.Target;
import org.sextant.app.chart.HistogramFigure;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.Provenance;

/// What is known about a vector.
///
/// @param target where it stands
/// @param result the model's answer; of a steered model as it is now, unless it is shown unsteered
/// @param difference what the steering changes in it, where both are known
/// @param aspect how the steering is shown; empty where nothing is steered
/// @param histogram of its values, or of their differences
/// @param provenance how to get it again, with the prompt as it was typed
public record Inspection(
        Target target, InspectResult result, Optional<VectorDifference> difference, Optional<Aspect> aspect,
        HistogramFigure histogram, Provenance provenance) {
    static Inspection of(Target target, Sides<InspectResult> sides, Optional<Aspect> aspect, Looking looking) {
        InspectResult result = sides.newest();
        Optional<VectorDifference> difference = sides.now().map(now -> new VectorDifference(now, sides.unsteered()));
        Optional<VectorDifference> shown = difference.filter(_ -> aspect.equals(Optional.of(Aspect.DIFFERENCE)));
        Provenance provenance = looking.asGiven(result.provenance());
        return new Inspection(target, result, difference, aspect,
                shown.map(each -> Histogram.ofDifference(each, target.head()))
                        .orElseGet(() -> Histogram.ofVector(result, target.head(), aspect)),
                shown.isPresent() ? Drawing.ofDifference(provenance) : provenance);
    }

    boolean isDifference() {
        return difference.isPresent() && aspect.equals(Optional.of(Aspect.DIFFERENCE));
    }
}
