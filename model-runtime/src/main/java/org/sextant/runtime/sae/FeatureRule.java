package org.sextant.runtime.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;

/// Which pre-activations become features, as masks of ones and zeros `[N, d_sae]` on the scope.
final class FeatureRule {
    private final NDManager scope;
    private final Cutoff cutoff = new Cutoff();
    private float smallestOfAll;

    FeatureRule(NDManager scope) {
        this.scope = scope;
    }

    /// The k largest of each row, where they are positive.
    NDArray largestOfRows(NDArray values, int k) {
        int width = (int) values.getShape().get(1);
        return above(values, (row, from, to) -> cutoff.ofCount(row, from, to - from, Math.min(k, width)));
    }

    /// Values of which the k largest of each row stay, where they are positive, and the others become 0. Where it can, it
    /// writes into the array, which takes one pass over the values in place of four.
    ///
    /// @param values nobody else's
    NDArray keptOfRows(NDArray values, int k) {
        if (!NativeMemory.isWithinReach(values)) {
            return values.mul(largestOfRows(values, k));
        }
        int keep = Math.min(k, Math.toIntExact(values.getShape().get(1)));
        NativeMemory.changeRows(values, () -> {
            Cutoff own = new Cutoff();
            return row -> own.keep(row, keep);
        });
        return values;
    }

    /// The largest of each of k groups of neighbours in each row, where they are positive.
    NDArray largestOfGroups(NDArray values, int k) {
        NDArray groups = values.reshape(values.getShape().get(0) * k, -1);
        groups.attach(scope);
        NDArray mask = largestOfRows(groups, 1).reshape(values.getShape());
        mask.attach(scope);
        return mask;
    }

    /// The largest of all rows together, `k` a row on average, where they are positive.
    NDArray largestOfAll(NDArray values, int k) {
        float[] flat = NativeMemory.floats(values);
        smallestOfAll = cutoff.ofCount(flat, 0, flat.length, k * values.getShape().get(0));
        return mask(values.gte(Math.max(smallestOfAll, Float.MIN_VALUE)));
    }

    /// What [#largestOfAll] found to be the smallest that stays; 0 where every positive value does.
    float smallestOfAll() {
        return smallestOfAll;
    }

    /// As many of the largest of each row as bring the root of their sum nearest to the row's norm.
    ///
    /// @param squares `[N, d_sae]`, not negative
    /// @param norms `[N, 1]`
    NDArray reachingNorms(NDArray squares, NDArray norms) {
        float[] wanted = NativeMemory.floats(norms);
        int width = (int) squares.getShape().get(1);
        return above(squares, (row, from, to) -> cutoff.ofNorm(row, from, to - from, wanted[from / width]));
    }

    /// The values above a bound of their own column.
    ///
    /// @param bounds `[d_sae]`
    NDArray above(NDArray values, NDArray bounds) {
        return mask(values.gt(bounds));
    }

    /// The smallest value that stays of a row.
    @FunctionalInterface
    private interface Bound {
        float of(float[] values, int from, int to);
    }

    private NDArray above(NDArray values, Bound bound) {
        int rows = (int) values.getShape().get(0);
        int width = (int) values.getShape().get(1);
        float[] flat = NativeMemory.floats(values);
        float[] bounds = new float[rows];
        for (int row = 0; row < rows; row++) {
            bounds[row] = Math.max(Float.MIN_VALUE, bound.of(flat, row * width, (row + 1) * width));
        }
        return mask(values.gte(scope.create(bounds, new Shape(rows, 1))));
    }

    private NDArray mask(NDArray which) {
        which.attach(scope);
        NDArray mask = which.toType(DataType.FLOAT32, false);
        mask.attach(scope);
        return mask;
    }
}
