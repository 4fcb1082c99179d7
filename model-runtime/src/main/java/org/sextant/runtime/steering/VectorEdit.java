package org.sextant.runtime.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A change of the residual stream, or of what is written to it, by a vector.
///
/// @param site name of the place: `blocks.3.hook_resid_post`
/// @param operation one of those that take a vector
/// @param vector `[d_model]`
/// @param negativeMean `[d_model]` the mean of the negative class, which [Operation#AFFINE] needs and others may
///         carry, to be switched to it
/// @param coefficient how strongly
/// @param positions where in the text
public record VectorEdit(String site, Operation operation, List<Float> vector, Optional<List<Float>> negativeMean,
        double coefficient, Positions positions) implements Edit {
    /// @throws SteeringException if the numbers are not finite or the vector has no direction
    public VectorEdit {
        if (!operation.takesVector()) {
            throw new IllegalArgumentException(operation + " takes no vector");
        }
        vector = List.copyOf(vector);
        negativeMean = negativeMean.map(List::copyOf);
        if (!Double.isFinite(coefficient) || !vector.stream().allMatch(Float::isFinite)
                || !negativeMean.stream().flatMap(List::stream).allMatch(Float::isFinite)) {
            throw new SteeringException("the coefficient or the vector is no number", "in the edit at " + site,
                    "give finite numbers");
        }
        if (operation != Operation.ADD && vector.stream().allMatch(value -> value == 0)) {
            throw new SteeringException("the vector is zero and has no direction", "in the edit at " + site,
                    "derive it again");
        }
        if (operation == Operation.AFFINE && negativeMean.isEmpty()) {
            throw new SteeringException("affine needs the mean of the negative class", "in the edit at " + site,
                    "give negative_mean too, or add the vector instead");
        }
    }

    static List<Float> list(float[] vector) {
        Float[] boxed = new Float[vector.length];
        Arrays.setAll(boxed, i -> vector[i]);
        return List.of(boxed);
    }

    @Override
    public String summary() {
        return operation.id() + " " + coefficient + " at " + site + ", positions " + positions.summary()
                + ", vector of length " + SteeringVector.norm(numbers());
    }

    @Override
    public VectorEdit where(Positions elsewhere) {
        return new VectorEdit(site, operation, vector, negativeMean, coefficient, elsewhere);
    }

    @Override
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
