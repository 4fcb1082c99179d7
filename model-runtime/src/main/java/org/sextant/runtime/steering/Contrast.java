package org.sextant.runtime.steering;

import java.util.List;
import java.util.stream.Stream;

/// Activations of two classes at one place, a row a prompt. The rows are not copied and must not be changed.
public final class Contrast {
    private final String where;
    private final List<float[]> positive;
    private final List<float[]> negative;

    /// @param where the place's name, for messages
    /// @param positive rows `[width]` of the class that the direction leads to
    /// @param negative rows `[width]` of the other
    /// @throws SteeringException if a class is empty, rows differ in width, or a number is not finite
    public Contrast(String where, List<float[]> positive, List<float[]> negative) {
        this.where = where;
        this.positive = List.copyOf(positive);
        this.negative = List.copyOf(negative);
        if (positive.isEmpty() || negative.isEmpty()) {
            throw new SteeringException("a direction needs prompts of both classes",
                    "among " + positive.size() + " positive and " + negative.size() + " negative at " + where,
                    "give some of both");
        }
        if (rows().mapToInt(row -> row.length).distinct().count() > 1) {
            throw new SteeringException("the rows differ in width", "at " + where, "take them at one site");
        }
        if (!rows().allMatch(Contrast::isFinite)) {
            throw new SteeringException("an activation is no finite number", "at " + where,
                    "verify the model, or compute in float32");
        }
    }

    private static boolean isFinite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    public List<float[]> positive() {
        return positive;
    }

    public List<float[]> negative() {
        return negative;
    }

    /// The place's name.
    String where() {
        return where;
    }

    /// Numbers of a row.
    public int width() {
        return positive.getFirst().length;
    }

    /// The positive rows, then the negative ones.
    public Stream<float[]> rows() {
        return Stream.concat(positive.stream(), negative.stream());
    }

    /// How many pairs there are.
    ///
    /// @throws SteeringException if the classes are not of one size
    int pairs(DerivationMethod method) {
        if (positive.size() != negative.size()) {
            throw new SteeringException(
                    "there are " + positive.size() + " positive and " + negative.size() + " negative prompts",
                    "for " + method.label() + ", which takes pairs",
                    "give as many of both, the first with the first; or derive a mean-difference");
        }
        return positive.size();
    }
}
