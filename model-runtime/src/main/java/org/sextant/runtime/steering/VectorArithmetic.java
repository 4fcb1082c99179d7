package org.sextant.runtime.steering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sums and differences of steering vectors, layer by layer. What is known of the result is what is known of all that it
/// is made of, and how it was made.
public final class VectorArithmetic {
    private static final String METHOD = "method";
    private static final String NORMALISED = "normalised";

    private VectorArithmetic() {}

    /// A vector and how much of it.
    public record Term(double coefficient, SteeringVector vector) {}

    /// `Σ c v`: `a + b − c` has the coefficients 1, 1 and −1.
    ///
    /// @throws SteeringException if there is no term, a coefficient is not finite, or vectors differ in site, layers or
    ///         width
    public static SteeringVector sum(List<Term> terms) {
        if (terms.isEmpty() || !terms.stream().mapToDouble(Term::coefficient).allMatch(Double::isFinite)) {
            throw new SteeringException("there is no vector, or a coefficient that is no number", "in a sum of vectors",
                    "give one vector or more, with finite coefficients");
        }
        SteeringVector first = terms.getFirst().vector();
        SortedMap<Integer, float[]> layers = new TreeMap<>();
        for (int layer : first.byLayer().keySet()) {
            double[] sum = new double[first.width()];
            for (Term term : terms) {
                requireAlike(first, term.vector());
                Rows.add(term.vector().at(layer), term.coefficient(), sum);
            }
            layers.put(layer, Rows.scaled(sum, 1));
        }
        return made(first, layers, terms.stream().map(Term::vector).toList(), terms.stream()
                .map(term -> term.coefficient() + " × " + of(term.vector())).collect(Collectors.joining(" + ")));
    }

    /// `v − (v · û) û`: what is left of a vector without another's direction.
    ///
    /// @throws SteeringException if the other is zero somewhere, or they differ in site, layers or width
    public static SteeringVector without(SteeringVector vector, SteeringVector direction) {
        requireAlike(vector, direction);
        return made(vector, layers(vector, (layer, row) -> without(row, direction.at(layer), layer)),
                List.of(vector, direction), of(vector) + " without " + of(direction));
    }

    /// `v − (v · û) û`.
    ///
    /// @throws SteeringException if the direction is zero
    static float[] without(float[] vector, float[] direction, int layer) {
        double square = Rows.dot(direction, direction);
        if (square == 0) {
            throw zero(layer);
        }
        double[] left = new double[vector.length];
        Rows.add(vector, 1, left);
        Rows.add(direction, -Rows.dot(vector, direction) / square, left);
        return Rows.scaled(left, 1);
    }

    /// The same direction, of this length at every layer.
    ///
    /// @param norm positive
    /// @throws SteeringException if the length is not positive and finite, or the vector is zero somewhere
    public static SteeringVector scaledTo(SteeringVector vector, double norm) {
        if (!(norm > 0) || !Double.isFinite(norm)) {
            throw new SteeringException("the length " + norm + " is none", "for a vector", "give a positive number");
        }
        return made(vector, layers(vector, (layer, row) -> {
            double length = SteeringVector.norm(row);
            if (length == 0) {
                throw zero(layer);
            }
            double[] scaled = new double[row.length];
            Rows.add(row, norm / length, scaled);
            return Rows.scaled(scaled, 1);
        }), List.of(vector), of(vector) + " of length " + norm);
    }

    /// Cosine of the angle between two directions of one width; NaN where one is zero.
    public static double cosine(float[] one, float[] other) {
        return Rows.dot(one, other) / (SteeringVector.norm(one) * SteeringVector.norm(other));
    }

    /// Gives a layer's new direction.
    @FunctionalInterface
    private interface ByLayer {
        float[] of(int layer, float[] row);
    }

    private static SortedMap<Integer, float[]> layers(SteeringVector vector, ByLayer change) {
        SortedMap<Integer, float[]> layers = new TreeMap<>();
        vector.byLayer().forEach((layer, row) -> layers.put(layer, change.of(layer, row)));
        return layers;
    }

    private static SteeringVector made(SteeringVector like, SortedMap<Integer, float[]> layers,
            List<SteeringVector> from, String method) {
        Map<String, String> about = new HashMap<>(like.about());
        from.forEach(vector -> about.entrySet().retainAll(vector.about().entrySet()));
        about.put(METHOD, method);
        about.remove(NORMALISED);
        return new SteeringVector(like.site(), layers, about);
    }

    private static String of(SteeringVector vector) {
        return "(" + vector.about().getOrDefault(METHOD, "a vector") + ")";
    }

    private static void requireAlike(SteeringVector one, SteeringVector other) {
        require(one.site() == other.site(), "sites", one.site().suffix(), other.site().suffix());
        require(one.width() == other.width(), "widths", one.width(), other.width());
        require(one.byLayer().keySet().equals(other.byLayer().keySet()), "layers", one.byLayer().keySet(),
                other.byLayer().keySet());
    }

    private static void require(boolean same, String what, Object one, Object other) {
        if (!same) {
            throw new SteeringException("the vectors have the " + what + " " + one + " and " + other,
                    "in a calculation with them", "derive both at the same site and layers of one model");
        }
    }

    private static SteeringException zero(int layer) {
        return new SteeringException("the vector is zero and has no direction", "at layer " + layer,
                "leave that layer out, or derive it again");
    }
}
