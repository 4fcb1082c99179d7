package org.sextant.runtime.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind.Axes;

/// One change to a model while it runs.
///
/// @param site where, in the residual stream or in a part of it
/// @param operation what it does
/// @param vector `[d_model]`
/// @param negativeMean `[d_model]` the mean of the negative class, for [Operation#AFFINE] alone
/// @param coefficient how strongly
/// @param positions where in the text
public record Edit(Site site, Operation operation, List<Float> vector, Optional<List<Float>> negativeMean,
        double coefficient, Positions positions) {
    /// @throws SteeringException if the numbers are not finite, the vector has no direction, or the site is not in the
    ///         residual stream
    public Edit {
        vector = List.copyOf(vector);
        negativeMean = negativeMean.map(List::copyOf);
        if (site.kind().axes() != Axes.RESIDUAL) {
            throw new SteeringException("a vector cannot be added at " + site.name(), "in an edit",
                    "choose a site of the residual stream, such as blocks.2.hook_resid_post");
        }
        if (!Double.isFinite(coefficient) || !vector.stream().allMatch(Float::isFinite)) {
            throw new SteeringException("the coefficient or the vector is no number", "in the edit at " + site.name(),
                    "give finite numbers");
        }
        if (operation != Operation.ADD && vector.stream().allMatch(value -> value == 0)) {
            throw new SteeringException("the vector is zero and has no direction", "in the edit at " + site.name(),
                    "derive it again");
        }
        if ((operation == Operation.AFFINE) != negativeMean.isPresent()) {
            throw new SteeringException("affine, and only that, needs the mean of the negative class",
                    "in the edit at " + site.name(), "give negative_mean with affine alone");
        }
    }

    /// An addition at all positions.
    public static Edit add(Site site, float[] vector, double coefficient) {
        return new Edit(site, Operation.ADD, list(vector), Optional.empty(), coefficient, Positions.ALL);
    }

    /// A direction removed at all positions.
    public static Edit ablate(Site site, float[] vector) {
        return new Edit(site, Operation.ABLATE, list(vector), Optional.empty(), 1, Positions.ALL);
    }

    private static List<Float> list(float[] vector) {
        Float[] boxed = new Float[vector.length];
        Arrays.setAll(boxed, i -> vector[i]);
        return List.of(boxed);
    }

    /// Whether it leaves everything as it is.
    public boolean isNeutral() {
        return coefficient == 0 && operation != Operation.AFFINE;
    }

    float[] numbers() {
        return numbers(vector);
    }

    static float[] numbers(List<Float> list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }
}
