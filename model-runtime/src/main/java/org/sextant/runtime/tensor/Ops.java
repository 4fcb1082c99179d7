package org.sextant.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;

import org.jspecify.annotations.Nullable;

/// Operations of a transformer that the engine has as one call, or that are worth writing once. All give new arrays and
/// leave their arguments alone, so that a value seen by a hook stays what it was, and gradients hold.
public final class Ops {
    private static final double GELU_CUBIC = 0.044715;
    private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);

    private Ops() {}

    /// `x Wᵀ + b`.
    ///
    /// @param x `[..., in]`
    /// @param weight `[out, in]`; a transposed view is as fast
    /// @param bias `[out]`
    public static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return x.getNDArrayInternal().linear(x, weight, bias).head();
    }

    /// Rows of a table.
    ///
    /// @param ids `[...]` int64
    /// @param table `[rows, width]`
    public static NDArray rows(NDArray ids, NDArray table) {
        return ids.getNDArrayInternal().embedding(ids, table, SparseFormat.DENSE).head();
    }

    /// `(x − mean) / √(var + eps) ⊙ w + b` over the last axis, with the population variance.
    public static NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double eps) {
        return x.getNDArrayInternal().layerNorm(x, new Shape(x.getShape().get(x.getShape().dimension() - 1)), weight,
                bias, (float) eps).head();
    }

    /// `½ x (1 + erf(x / √2))`.
    public static NDArray gelu(NDArray x) {
        return x.getNDArrayInternal().gelu();
    }

    /// `½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))`.
    public static NDArray tanhGelu(NDArray x) {
        try (NDArray square = x.square();
                NDArray scaled = square.mul(GELU_SCALE * GELU_CUBIC);
                NDArray slope = scaled.add(GELU_SCALE);
                NDArray inner = slope.mul(x);
                NDArray tanh = inner.tanh();
                NDArray doubled = tanh.add(1);
                NDArray twice = doubled.mul(x)) {
            return twice.mul(0.5);
        }
    }

    /// `x σ(x)`.
    public static NDArray silu(NDArray x) {
        try (NDArray gate = x.getNDArrayInternal().sigmoid()) {
            return gate.mul(x);
        }
    }

    /// `max(x, 0)`.
    public static NDArray relu(NDArray x) {
        return x.getNDArrayInternal().relu();
    }

    /// Softmax over the last axis, computed in float32 where the array is narrower.
    public static NDArray softmax(NDArray x) {
        if (x.getDataType() == DataType.FLOAT16) {
            return x.toType(DataType.FLOAT32, false).softmax(-1).toType(DataType.FLOAT16, false);
        }
        return x.softmax(-1);
    }

    /// Part of the last axis, as a view.
    public static NDArray lastAxis(NDArray x, long from, long to) {
        return x.get(new NDIndex().addEllipseDim().addSliceDim(from, to));
    }

    /// Part of one axis, as a view.
    public static NDArray slice(NDArray x, int axis, long from, long to) {
        NDIndex index = new NDIndex();
        for (int before = 0; before < axis; before++) {
            index.addAllDim();
        }
        return x.get(index.addSliceDim(from, to).addEllipseDim());
    }
}
