package org.sextant.runtime.steering;

import java.util.List;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/// The axis along which rows vary most.
///
/// @param axis `[width]`, of length 1; which of its two ends it points to means nothing
/// @param share of the variance along it, between 0 and 1
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
record PrincipalComponent(double[] axis, double share) {
    /// The eigenvectors of `Rᵀ R`, of size width × width, are `Rᵀ u / √λ` for the eigenvectors u of `R Rᵀ`, of size rows ×
    /// rows: the smaller of the two is decomposed.
    ///
    /// @param where they come from, for messages
    /// @param rows each `[width]`
    /// @param centred whether they vary about their mean; else about zero
    /// @throws SteeringException if nothing varies
    static PrincipalComponent of(String where, List<float[]> rows, boolean centred) {
        int width = rows.getFirst().length;
        double[][] about = Rows.less(rows, centred ? Rows.mean(rows) : new double[width]);
        boolean many = about.length > width;
        double[][] gram = Rows.gram(many ? columns(about) : about);
        double total = 0;
        for (int i = 0; i < gram.length; i++) {
            total += gram[i][i];
        }
        // Rounding of centred rows that are all the same is no variance.
        double least = 1e-14 * rows.stream().mapToDouble(row -> Rows.dot(row, row)).sum();
        if (total <= least) {
            throw new SteeringException("the pairs do not differ" + (centred ? " from each other" : ""),
                    "among the " + rows.size() + " pairs at " + where,
                    "give pairs that do, choose another layer or token, or derive a mean-difference");
        }
        EigenDecompositionSymmetric parts = new EigenDecompositionSymmetric(
                MatrixUtils.createRealMatrix(gram).scalarMultiply(1 / total));
        double[] first = parts.getEigenvector(0).toArray();
        return new PrincipalComponent(many ? unit(first) : unit(sum(about, first)), parts.getEigenvalue(0));
    }

    private static double[][] columns(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    private static double[] sum(double[][] rows, double[] factors) {
        double[] sum = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += factors[i] * rows[i][j];
            }
        }
        return sum;
    }

    private static double[] unit(double[] vector) {
        double norm = Math.sqrt(Rows.dot(vector, vector));
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] /= norm;
        }
        return unit;
    }
}
