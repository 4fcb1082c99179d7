package org.sextant.runtime.compare;

import java.util.Arrays;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/// One layer's own covariance and its leading directions.
public final class LayerSpectrum {
    /// Directions with less than this share of the greatest variance are none: single precision does not tell them from
    /// rounding.
    private static final double SMALLEST = 1e-7;
    /// Share of the singular values that SVCCA keeps.
    private static final double KEPT = 0.99;

    private final RealMatrix covariance;
    private final Spectrum spectrum;

    /// @param own sums of a layer with itself
    public LayerSpectrum(LayerSums own) {
        this.covariance = symmetric(matrix(own));
        this.spectrum = Spectrum.of(covariance);
    }

    static RealMatrix matrix(LayerSums sums) {
        double[] flat = sums.centred();
        double[][] rows = new double[sums.p()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * sums.q(), (row + 1) * sums.q());
        }
        return new Array2DRowRealMatrix(rows, false);
    }

    /// Products in single precision may differ in their last digits from one side of the diagonal to the other.
    private static RealMatrix symmetric(RealMatrix matrix) {
        for (int row = 0; row < matrix.getRowDimension(); row++) {
            for (int column = 0; column < row; column++) {
                double mean = (matrix.getEntry(row, column) + matrix.getEntry(column, row)) / 2;
                matrix.setEntry(row, column, mean);
                matrix.setEntry(column, row, mean);
            }
        }
        return matrix;
    }

    int width() {
        return covariance.getRowDimension();
    }

    /// `‖X‖²` of centred columns.
    double variance() {
        return Arrays.stream(spectrum.values()).sum();
    }

    RealMatrix covariance() {
        return covariance;
    }

    /// Directions that are told from rounding.
    int rank() {
        double[] values = spectrum.values();
        int rank = 0;
        while (rank < values.length && values[rank] > SMALLEST * values[0]) {
            rank++;
        }
        return rank;
    }

    /// Leading directions whose singular values sum to 99 % of all.
    int leading() {
        double[] values = spectrum.values();
        double whole = Arrays.stream(values).map(Math::sqrt).sum();
        double sum = 0;
        int kept = 0;
        while (kept < values.length && sum < KEPT * whole) {
            sum += Math.sqrt(values[kept++]);
        }
        return Math.min(kept, rank());
    }

    /// Directions that make `count` leading ones of equal length: `V λ^{−½}`, `[width, count]`.
    RealMatrix whitening(int count) {
        RealMatrix whitening = spectrum.vectors().getSubMatrix(0, width() - 1, 0, count - 1).copy();
        for (int direction = 0; direction < count; direction++) {
            double scale = 1 / Math.sqrt(spectrum.values()[direction]);
            for (int row = 0; row < width(); row++) {
                whitening.multiplyEntry(row, direction, scale);
            }
        }
        return whitening;
    }
}
