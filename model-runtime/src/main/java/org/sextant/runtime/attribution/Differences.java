package org.sextant.runtime.attribution;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.Ops;

/// The values of the run that gives new ones, brought to the positions of the run that is changed. Where a position has no
/// partner, the value stays what it is.
final class Differences {
    private final NDManager scope;
    private final SequenceBatch base;
    private final SequenceBatch patch;
    private final List<List<Integer>> sources;
    private final boolean straight;

    /// @param sources by row, of each position of the base prompt the position in the other, −1 where there is none
    Differences(NDManager scope, SequenceBatch base, SequenceBatch patch, List<List<Integer>> sources) {
        this.scope = scope;
        this.base = base;
        this.patch = patch;
        this.sources = sources;
        this.straight = base.length() == patch.length() && isStraight();
    }

    private boolean isStraight() {
        for (int row = 0; row < base.size(); row++) {
            List<Integer> own = sources.get(row);
            for (int position = 0; position < own.size(); position++) {
                if (own.get(position) != position || base.offset(row) != patch.offset(row)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// @param given `[B, T of the patch run, …]`
    /// @param own `[B, T of the base run, …]`
    /// @return `[B, T of the base run, …]`
    NDArray aligned(NDArray given, NDArray own) {
        if (straight) {
            return given;
        }
        Shape shape = own.getShape();
        int width = base.length();
        long[] rows = new long[base.size() * width];
        float[] paired = new float[rows.length];
        for (int row = 0; row < base.size(); row++) {
            for (int position = 0; position < sources.get(row).size(); position++) {
                int partner = sources.get(row).get(position);
                int at = row * width + base.offset(row) + position;
                rows[at] = partner < 0 ? 0 : (long) row * patch.length() + patch.offset(row) + partner;
                paired[at] = partner < 0 ? 0 : 1;
            }
        }
        NDArray flat = given.reshape(given.getShape().get(0) * given.getShape().get(1), -1);
        NDArray gathered = Ops.rows(scope.create(rows, new Shape(base.size(), width)), flat).reshape(shape);
        long[] sizes = new long[shape.dimension()];
        Arrays.fill(sizes, 1);
        sizes[0] = base.size();
        sizes[1] = width;
        NDArray mask = scope.create(paired, new Shape(sizes)).gt(0).broadcast(shape);
        return NDArrays.where(mask, gathered, own);
    }
}
