package org.sextant.runtime.attribution;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.attribution.Observable.Term;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Observables of several rows, read from their logits together.
final class LogitWeights {
    private final List<Observable> rows;

    /// @param rows one a row of the batch, all of logits or all of log-probabilities
    LogitWeights(List<Observable> rows) {
        this.rows = List.copyOf(rows);
        if (rows.stream().map(Observable::logProbabilities).distinct().count() > 1) {
            throw new IllegalArgumentException("logits and log-probabilities in one batch");
        }
    }

    /// Each row's value.
    ///
    /// @param logits `[B, N, V]`, N at least what the observables reach
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
    /// @param logits `[B, N, V]`, N at least what the observables reach
    NDArray sum(NDArray logits, NDManager scope) {
        return terms(logits, scope).sum();
    }

    private NDArray terms(NDArray logits, NDManager scope) {
        Shape shape = new Shape(rows.size(), width());
        NDArray read = rows.getFirst().logProbabilities() ? logProbabilities(logits) : logits;
        NDArray weights = scope.create(weights(), shape);
        NDArray typed = weights.getDataType() == read.getDataType()
                ? Ops.lasting(weights)
                : weights.toType(read.getDataType(), false);
        long[] ids = ids(logits.getShape().get(1), logits.getShape().get(2));
        return read.reshape(rows.size(), -1).gather(Ops.lasting(scope.create(ids, shape)), 1).mul(typed);
    }

    /// Half precision is too coarse for the sum over a vocabulary.
    private static NDArray logProbabilities(NDArray logits) {
        NDArray wide = logits.getDataType() == DataType.FLOAT16 ? logits.toType(DataType.FLOAT32, false) : logits;
        return wide.logSoftmax(2);
    }

    private int width() {
        return rows.stream().mapToInt(row -> row.terms().size()).max().orElse(1);
    }

    /// Rows of fewer tokens are filled up with one that counts nothing.
    private float[] weights() {
        float[] weights = new float[rows.size() * width()];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < rows.get(row).terms().size(); i++) {
                weights[row * width() + i] = (float) rows.get(row).terms().get(i).weight();
            }
        }
        return weights;
    }

    /// Where each term stands in a row of all positions' logits.
    private long[] ids(long positions, long vocabulary) {
        long[] ids = new long[rows.size() * width()];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < rows.get(row).terms().size(); i++) {
                Term term = rows.get(row).terms().get(i);
                ids[row * width() + i] = (positions - 1 - term.back()) * vocabulary + term.id();
            }
        }
        return ids;
    }
}
