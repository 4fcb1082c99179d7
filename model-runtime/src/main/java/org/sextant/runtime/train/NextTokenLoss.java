package org.sextant.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.Ops;

/// Cross-entropy of each next token, in nats: the mean of `−log p(xₜ₊₁ | x₁…xₜ)` over the real tokens of a batch.
public final class NextTokenLoss {
    private NextTokenLoss() {}

    /// @param logits `[B, T, V]`
    /// @return a scalar, with its gradient where a tape records
    public static NDArray of(NDArray logits, TrainingBatch batch, NDManager scope) {
        int rows = batch.ids().length;
        int length = batch.ids()[0].length - 1;
        long[] targets = new long[rows * length];
        float[] shares = new float[rows * length];
        float share = 1f / batch.predicted();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < length; i++) {
                targets[row * length + i] = batch.ids()[row][i + 1];
                shares[row * length + i] = batch.real()[row][i + 1] ? share : 0;
            }
        }
        NDArray logProbabilities = Ops.slice(logits, 1, 0, length).logSoftmax(-1);
        NDArray chosen = logProbabilities.gather(scope.create(targets, new Shape(rows, length, 1)), 2);
        return chosen.mul(scope.create(shares, new Shape(rows, length, 1))).sum().neg();
    }
}
