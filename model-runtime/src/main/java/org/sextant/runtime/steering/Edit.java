package org.sextant.runtime.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One change to a model while it runs.
///
/// @param site name of the place, in the residual stream or in a part of it: `blocks.3.hook_resid_post`
/// @param operation what it does
/// @param vector `[d_model]`
/// @param negativeMean `[d_model]` the mean of the negative class, for [Operation#AFFINE] alone
/// @param coefficient how strongly
/// @param positions where in the text
public record Edit(String site, Operation operation, List<Float> vector, Optional<List<Float>> negativeMean,
        double coefficient, Positions positions) {
    /// @throws SteeringException if the numbers are not finite or the vector has no direction
    public Edit {
        vector = List.copyOf(vector);
        negativeMean = negativeMean.map(List::copyOf);
        if (!Double.isFinite(coefficient) || !vector.stream().allMatch(Float::isFinite)) {
            throw new SteeringException("the coefficient or the vector is no number", "in the edit at " + site,
                    "give finite numbers");
        }
        if (operation != Operation.ADD && vector.stream().allMatch(value -> value == 0)) {
            throw new SteeringException("the vector is zero and has no direction", "in the edit at " + site,
                    "derive it again");
        }
        if ((operation == Operation.AFFINE) != negativeMean.isPresent()) {
            throw new SteeringException("affine, and only that, needs the mean of the negative class",
                    "in the edit at " + site, "give negative_mean with affine alone");
        }
    }

    /// An addition at all positions.
    public static Edit add(String site, float[] vector, double coefficient) {
        return new Edit(site, Operation.ADD, list(vector), Optional.empty(), coefficient, Positions.ALL);
    }

    /// A direction removed at all positions.
    public static Edit ablate(String site, float[] vector) {
        return new Edit(site, Operation.ABLATE, list(vector), Optional.empty(), 1, Positions.ALL);
    }

    static List<Float> list(float[] vector) {
        Float[] boxed = new Float[vector.length];
        Arrays.setAll(boxed, i -> vector[i]);
        return List.of(boxed);
    }

    /// In one line, for the provenance of a result.
    public String summary() {
        return operation.id() + " " + coefficient + " at " + site + ", positions "
                + (positions.kind() == Positions.Kind.LIST
                        ? positions.indices().toString()
                        : positions.kind().name().toLowerCase(Locale.ROOT))
                + ", vector of length " + SteeringVector.norm(numbers());
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
