package org.sextant.runtime.tensor;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/// Operations of a transformer that the engine has as one call, or that are worth writing once. All give new arrays and
/// leave their arguments alone, so that a value seen by a hook stays what it was, and gradients hold.
public final class Ops {
    private static final double GELU_LINEAR = 2 * Math.sqrt(2 / Math.PI);
    private static final double GELU_CUBIC = 0.044715 * GELU_LINEAR;

    private Ops() {}

    /// `x Wᵀ + b`.
    ///
    /// @param x `[..., in]`
    /// @param weight `[out, in]`; a transposed view is as fast
    /// @param bias `[out]`
    public static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return x.getNDArrayInternal().linear(x, weight, bias).head();
    }

    /// An array that Java made, for use in a forward pass. The engine reads such an array where Java made it, which ends
    /// with its manager; where a tape records, the backward pass reads it after that, so it is then copied into memory
    /// of the engine's own.
    ///
    /// @param made is closed where it is copied
    public static NDArray lasting(NDArray made) {
        if (!GradientTape.isRecording()) {
            return made;
        }
        try (made) {
            NDArray copy = made.duplicate();
            copy.attach(made.getManager());
            return copy;
        }
    }

    /// `c x`. Where a tape records the factor lies in the engine's own memory, see [#lasting].
    public static NDArray times(NDArray x, double factor) {
        if (!GradientTape.isRecording()) {
            return x.mul(factor);
        }
        boolean wide = x.getDataType() == DataType.FLOAT64;
        NDManager manager = x.getManager();
        try (NDArray own = lasting(wide ? manager.create(factor) : manager.create((float) factor))) {
            return x.mul(own);
        }
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

    /// `½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))`, computed as `x σ(x (a + b x²))`, which is the same since
    /// `½ (1 + tanh u) = σ(2u)` and takes fewer operations.
    public static NDArray tanhGelu(NDArray x) {
        if (GradientTape.isRecording()) {
            return tanhGeluShare(x).mul(x);
        }
        // An operation that writes into its own result would break a gradient, and saves memory without one.
        try (NDArray inner = x.square()) {
            inner.muli(GELU_CUBIC).addi(GELU_LINEAR).muli(x);
            return inner.getNDArrayInternal().sigmoid().muli(x);
        }
    }

    /// `tanhGelu(x) / x`, which is `σ(x (a + b x²))`.
    public static NDArray tanhGeluShare(NDArray x) {
        return times(x.square(), GELU_CUBIC).add(GELU_LINEAR).mul(x).getNDArrayInternal().sigmoid();
    }

    /// `x σ(x)`.
    public static NDArray silu(NDArray x) {
        NDArray gate = x.getNDArrayInternal().sigmoid();
        return GradientTape.isRecording() ? gate.mul(x) : gate.muli(x);
    }

    /// `1 / (1 + exp(−x))`.
    public static NDArray sigmoid(NDArray x) {
        return x.getNDArrayInternal().sigmoid();
    }

    /// `cap tanh(x / cap)`.
    public static NDArray softCap(NDArray x, double cap) {
        return GradientTape.isRecording() ? times(times(x, 1 / cap).tanh(), cap) : x.div(cap).tanh().mul(cap);
    }

    /// [#softCap] as `r ⊙ x`, with the slope `r = cap tanh(x / cap) / x` taken for a constant.
    public static NDArray proportionalSoftCap(NDArray x, double cap) {
        NDArray values = detached(x);
        NDArray capped = softCap(values, cap);
        NDArray slope = NDArrays.where(values.eq(0), values.onesLike(), capped.div(values));
        return withGradientOf(slope.mul(x), capped);
    }

    /// `½ (1 + erf(x / √2))`, the normal distribution's share below x.
    public static NDArray normalShare(NDArray x) {
        return times(times(x, Math.sqrt(0.5)).erf().add(1), 0.5);
    }

    /// The same numbers, through which no gradient flows. Nothing is copied.
    public static NDArray detached(NDArray x) {
        return x.stopGradient();
    }

    /// The same numbers, bit for bit, through which half of the gradient flows.
    public static NDArray halved(NDArray x) {
        NDArray half = times(x, 0.5);
        return half.add(detached(half));
    }

    /// The numbers of one array, bit for bit, with the gradient of another of its shape.
    public static NDArray withGradientOf(NDArray surrogate, NDArray values) {
        return detached(values).add(surrogate.sub(detached(surrogate)));
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
        return slice(x, x.getShape().dimension() - 1, from, to);
    }

    /// Part of one axis, as a view.
    public static NDArray slice(NDArray x, int axis, long from, long to) {
        return JniUtils.slice((PtNDArray) x, axis, from, to, 1);
    }

    /// Writes `value` into part of one axis of `target`.
    public static void write(NDArray target, int axis, long from, long to, NDArray value) {
        long[] begin = new long[target.getShape().dimension()];
        long[] end = target.getShape().getShape().clone();
        long[] step = new long[begin.length];
        Arrays.fill(step, 1);
        begin[axis] = from;
        end[axis] = to;
        JniUtils.indexSet((PtNDArray) target, (PtNDArray) value, begin, end, step);
    }
}
