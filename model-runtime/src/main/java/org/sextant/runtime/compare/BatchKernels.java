package org.sextant.runtime.compare;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Debiased CKA from products of tokens within each batch, whose mean over batches is unbiased too (Nguyen et al. 2021):
/// for models so wide that the products of their layers with each other do not fit into memory. Its own size depends on
/// the batch alone. Belongs to one model's thread.
public final class BatchKernels {
    private final double[][] both;
    private final double[] ownA;
    private final double[] ownB;

    public BatchKernels(int layersA, int layersB) {
        this.both = new double[layersA][layersB];
        this.ownA = new double[layersA];
        this.ownB = new double[layersB];
    }

    /// Bytes of one batch's kernels.
    public static long bytes(int layersA, int layersB, int rows) {
        return (layersA + layersB + 4L) * rows * rows * (Float.BYTES + Double.BYTES);
    }

    /// Adds the rows that are filled as one batch; fewer than [LinearCka#FEWEST_TOKENS] say nothing.
    ///
    /// @param between called between layers; may throw to stop
    public void add(NDManager manager, TokenRows a, TokenRows b, Runnable between) {
        int n = a.rows();
        if (n < LinearCka.FEWEST_TOKENS) {
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray left = kernels(scope, a, between);
            NDArray right = kernels(scope, b, between);
            double[] crossed = NativeMemory.doubles(left.matMul(right.transpose()));
            double[] squaresA = NativeMemory.doubles(left.square().sum(new int[]{1}));
            double[] squaresB = NativeMemory.doubles(right.square().sum(new int[]{1}));
            // Each batch's estimate is its sum ÷ n (n − 3), and counts n times.
            double weight = 1.0 / (n - 3);
            for (int i = 0; i < ownA.length; i++) {
                ownA[i] += weight * squaresA[i];
                for (int j = 0; j < ownB.length; j++) {
                    both[i][j] += weight * crossed[i * ownB.length + j];
                }
            }
            for (int j = 0; j < ownB.length; j++) {
                ownB[j] += weight * squaresB[j];
            }
        }
    }

    /// Debiased CKA of two layers; NaN where a layer's own estimate is not above 0.
    public double debiased(int layerA, int layerB) {
        return LinearCka.ratio(both[layerA][layerB], ownA[layerA], ownB[layerB]);
    }

    /// `[layers, n²]` float64.
    private static NDArray kernels(NDManager scope, TokenRows rows, Runnable between) {
        long n = rows.rows();
        NDArray all = rows.array(scope);
        NDArray others = scope.ones(new Shape(n, n), DataType.FLOAT64).sub(scope.eye((int) n).toType(DataType.FLOAT64,
                false));
        List<NDArray> kernels = new ArrayList<>();
        for (int layer = 0; layer < rows.layers(); layer++) {
            between.run();
            try (NDManager inner = scope.newSubManager()) {
                NDArray own = Ops.slice(all, 1, rows.start(layer), rows.start(layer) + (long) rows.width(layer));
                own.attach(inner);
                NDArray kernel = centred(own.matMul(own.transpose()).toType(DataType.FLOAT64, false), others)
                        .reshape(1, n * n);
                kernel.attach(scope);
                kernels.add(kernel);
            }
        }
        return NDArrays.concat(new NDList(kernels));
    }

    /// `m_j = Σ_i K_ij/(n−2)`, `m −= Σm/(2(n−1))`, `K̃_ij = K_ij − m_i − m_j`, with a diagonal of zeros before and after
    /// (METHODS.md 5.14).
    private static NDArray centred(NDArray gram, NDArray others) {
        long n = gram.getShape().get(0);
        NDArray kernel = gram.mul(others);
        NDArray means = kernel.sum(new int[]{0}, true).div(n - 2);
        means = means.sub(means.sum().div(2.0 * (n - 1)));
        return kernel.sub(means).sub(means.transpose()).mul(others);
    }
}
