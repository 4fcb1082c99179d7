package org.sextant.runtime.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/// One layer's directions and how much it varies in each, in coordinates of its own: its numbers as they are, or, where
/// there are no more tokens than these, its principal directions ([TokenSpectra]). Similarities of layers are the same in
/// either.
public final class LayerSpectrum {
    /// Directions with less than this share of the greatest variance are none: single precision does not tell them from
    /// rounding.
    private static final double SMALLEST = 1e-7;
    /// Share of the singular values that SVCCA keeps.
    private static final double KEPT = 0.99;

    /// Matrices in double precision of a layer's coordinates while one pair of layers is compared, or a spectrum is found.
    static final long PASSING = 12;
    /// A spectrum from sums keeps its directions and the covariance.
    private static final long MATRICES = 2;

    private final int width;
    private final double[] variances;
    private final IntFunction<RealMatrix> leading;
    private final Columns columns;

    /// What directions of a layer make of its numbers.
    @FunctionalInterface
    interface Columns {
        /// `α_i = Σ_j |⟨X w_i, x_j⟩|` over the layer's centred columns `x_j`.
        ///
        /// @param directions `w_i` as columns, `[coordinates, count]`
        /// @return `[count]`
        double[] weights(RealMatrix directions);
    }

    /// @param width numbers of the layer
    /// @param variances in its directions, the greatest first, not divided by the number of tokens
    /// @param leading gives a matrix of so many of the first directions as columns, `[coordinates, count]`, which is changed
    LayerSpectrum(int width, double[] variances, IntFunction<RealMatrix> leading, Columns columns) {
        this.width = width;
        this.variances = variances;
        this.leading = leading;
        this.columns = columns;
    }

    /// @param own sums of a layer with itself
    public LayerSpectrum(LayerSums own) {
        this(symmetric(matrix(own)));
    }

    /// @param covariance `XᵀX` of centred columns, not divided by the number of tokens
    LayerSpectrum(RealMatrix covariance) {
        this(Spectrum.of(covariance), covariance);
    }

    private LayerSpectrum(Spectrum spectrum, RealMatrix covariance) {
        this(covariance.getRowDimension(), spectrum.values(), count -> spectrum.vectors()
                .getSubMatrix(0, covariance.getRowDimension() - 1, 0, count - 1),
                directions -> sizes(directions.transposeMultiply(covariance)));
    }

    /// Bytes of the spectra of two models' layers from sums, and of what is made on the way to similarities.
    ///
    /// @param atOnce pairs of layers that are compared at the same time
    public static long bytes(List<Integer> widthsA, List<Integer> widthsB, int atOnce) {
        long widest = Stream.concat(widthsA.stream(), widthsB.stream()).mapToLong(Integer::longValue).max().orElse(0);
        return Double.BYTES
                * (MATRICES * (squares(widthsA) + squares(widthsB)) + atOnce * PASSING * widest * widest);
    }

    private static long squares(List<Integer> widths) {
        return widths.stream().mapToLong(width -> (long) width * width).sum();
    }

    /// `XᵀY` of centred columns.
    public static RealMatrix matrix(LayerSums sums) {
        return matrix(sums.centred(), sums.p(), sums.q());
    }

    /// @param flat row-major
    static RealMatrix matrix(double[] flat, int rows, int columns) {
        double[][] matrix = new double[rows][];
        for (int row = 0; row < rows; row++) {
            matrix[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
        }
        return new Array2DRowRealMatrix(matrix, false);
    }

    /// Products in single precision may differ in their last digits from one side of the diagonal to the other.
    static RealMatrix symmetric(RealMatrix matrix) {
        for (int row = 0; row < matrix.getRowDimension(); row++) {
            for (int column = 0; column < row; column++) {
                double mean = (matrix.getEntry(row, column) + matrix.getEntry(column, row)) / 2;
                matrix.setEntry(row, column, mean);
                matrix.setEntry(column, row, mean);
            }
        }
        return matrix;
    }

    /// Sums of each row's sizes.
    static double[] sizes(RealMatrix matrix) {
        double[] sizes = new double[matrix.getRowDimension()];
        for (int row = 0; row < sizes.length; row++) {
            for (double value : matrix.getRow(row)) {
                sizes[row] += Math.abs(value);
            }
        }
        return sizes;
    }

    /// Numbers of the layer.
    int width() {
        return width;
    }

    /// `‖X‖²` of centred columns.
    double variance() {
        return Arrays.stream(variances).sum();
    }

    /// [Columns#weights].
    double[] weights(RealMatrix directions) {
        return columns.weights(directions);
    }

    /// Directions that are told from rounding.
    int rank() {
        int rank = 0;
        while (rank < variances.length && variances[rank] > SMALLEST * variances[0]) {
            rank++;
        }
        return rank;
    }

    /// Leading directions whose singular values sum to 99 % of all.
    int leading() {
        double whole = Arrays.stream(variances).map(Math::sqrt).sum();
        double sum = 0;
        int kept = 0;
        while (kept < variances.length && sum < KEPT * whole) {
            sum += Math.sqrt(variances[kept++]);
        }
        return Math.min(kept, rank());
    }

    /// Directions that make `count` leading ones of equal length: `V λ^{−½}`, `[coordinates, count]`.
    RealMatrix whitening(int count) {
        RealMatrix whitening = leading.apply(count);
        for (int direction = 0; direction < count; direction++) {
            double scale = 1 / Math.sqrt(variances[direction]);
            for (int row = 0; row < whitening.getRowDimension(); row++) {
                whitening.multiplyEntry(row, direction, scale);
            }
        }
        return whitening;
    }
}
