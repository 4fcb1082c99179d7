package org.sextant.runtime.compare;

import java.util.stream.IntStream;

import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/// Eigenvalues of a symmetric matrix that has none below 0 but by rounding.
///
/// @param values the greatest first, none below 0
/// @param vectors a column each
@SuppressWarnings("ArrayRecordComponent") // never compared
record Spectrum(double[] values, RealMatrix vectors) {
    static Spectrum of(RealMatrix symmetric) {
        try {
            EigenDecompositionSymmetric found = new EigenDecompositionSymmetric(symmetric);
            return sorted(found.getEigenvalues(), found.getV());
        } catch (MathIllegalStateException unsettled) {
            // Its iterations can fail where many eigenvalues are all but 0. Singular values take longer and never do.
            SingularValueDecomposition found = new SingularValueDecomposition(symmetric);
            return sorted(found.getSingularValues(), found.getU());
        }
    }

    private static Spectrum sorted(double[] values, RealMatrix vectors) {
        int[] order = IntStream.range(0, values.length).boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a])).mapToInt(Integer::intValue).toArray();
        int[] all = IntStream.range(0, values.length).toArray();
        return new Spectrum(IntStream.of(order).mapToDouble(i -> Math.max(0, values[i])).toArray(),
                vectors.getSubMatrix(all, order));
    }

    /// Of `M Mᵀ`, whose roots are the singular values of M.
    static Spectrum ofRows(RealMatrix matrix) {
        return of(timesTransposed(matrix));
    }

    private static RealMatrix timesTransposed(RealMatrix matrix) {
        double[][] rows = matrix.getData();
        double[][] product = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < rows[i].length; k++) {
                    sum += rows[i][k] * rows[j][k];
                }
                product[i][j] = sum;
                product[j][i] = sum;
            }
        }
        return new Array2DRowRealMatrix(product, false);
    }
}
