package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a vector does at each layer and coefficient.
///
/// @param layers rows of the grid
/// @param coefficients columns of the grid
/// @param values the measure, by layer and coefficient
/// @param plain the measure without the vector
/// @param losses on the texts in nats a token, by layer and coefficient; empty without texts
/// @param plainLoss the same without the vector; NaN without texts
/// @param provenance how to get it again
public record SweepResult(List<Integer> layers, List<Double> coefficients, List<List<Double>> values, double plain,
        List<List<Double>> losses, double plainLoss, Provenance provenance) {
    /// The loss may rise to this many times what it is, and the coefficient counts as safe.
    public static final double SAFE = 1.1;

    public SweepResult {
        layers = List.copyOf(layers);
        coefficients = List.copyOf(coefficients);
        values = values.stream().map(List::copyOf).toList();
        losses = losses.stream().map(List::copyOf).toList();
    }

    /// Coefficients from one to another.
    public record Range(double from, double to) {}

    /// The coefficients around 0 up to which the loss stays within a tenth; empty without texts, or where 0 is not among
    /// the coefficients' range.
    ///
    /// @param row of the grid
    public Optional<Range> safe(int row) {
        if (losses.isEmpty()) {
            return Optional.empty();
        }
        double from = 0;
        double to = 0;
        List<Integer> order = IntStream.range(0, coefficients.size()).boxed()
                .sorted((a, b) -> Double.compare(Math.abs(coefficients.get(a)), Math.abs(coefficients.get(b))))
                .toList();
        boolean down = true;
        boolean up = true;
        for (int column : order) {
            double coefficient = coefficients.get(column);
            boolean safe = losses.get(row).get(column) <= SAFE * plainLoss;
            if (coefficient > 0) {
                up &= safe;
                to = up ? coefficient : to;
            } else if (coefficient < 0) {
                down &= safe;
                from = down ? coefficient : from;
            }
        }
        return Optional.of(new Range(from, to));
    }
}
