package org.sextant.runtime.attribution;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Observables of several rows, read from their logits together.
final class LogitWeights {
    private final List<Observable> rows;

    /// @param rows one a row of the batch
    LogitWeights(List<Observable> rows) {
        this.rows = List.copyOf(rows);
    }

    /// Each row's value.
    ///
    /// @param logits `[B, 1, V]`
    double[] read(NDArray logits) {
        try (NDManager scope = logits.getManager().newSubManager()) {
            NDArray own = logits.reshape(logits.getShape());
            own.attach(scope);
            double[] terms = NativeMemory.doubles(terms(own, scope));
            double[] values = new double[rows.size()];
            for (int i = 0; i < terms.length; i++) {
                values[i / width()] += terms[i];
            }
            return values;
        }
    }

    /// The sum over all rows, from which a tape can run backwards.
    ///
    /// @param logits `[B, 1, V]`
    NDArray sum(NDArray logits, NDManager scope) {
        return terms(logits, scope).sum();
    }

    private NDArray terms(NDArray logits, NDManager scope) {
        Shape shape = new Shape(rows.size(), 1, width());
        NDArray weights = scope.create(weights(), shape);
        NDArray typed = weights.getDataType() == logits.getDataType()
                ? Ops.lasting(weights)
                : weights.toType(logits.getDataType(), false);
        return logits.gather(Ops.lasting(scope.create(ids(), shape)), 2).mul(typed);
    }

    private int width() {
        return rows.stream().mapToInt(row -> row.weights().size()).max().orElse(1);
    }

    /// Rows of fewer tokens are filled up with one that counts nothing.
    private float[] weights() {
        float[] weights = new float[rows.size() * width()];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < rows.get(row).weights().size(); i++) {
                weights[row * width() + i] = (float) rows.get(row).weights().get(i).weight();
            }
        }
        return weights;
    }

    private long[] ids() {
        long[] ids = new long[rows.size() * width()];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < rows.get(row).weights().size(); i++) {
                ids[row * width() + i] = rows.get(row).weights().get(i).id();
            }
        }
        return ids;
    }
}
