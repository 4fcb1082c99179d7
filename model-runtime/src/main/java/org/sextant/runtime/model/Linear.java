package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.sextant.runtime.tensor.Ops;
import org.sextant.runtime.tensor.RowProduct;

/// `x Wᵀ + b`.
final class Linear {
    private final NDArray weight;
    private final @Nullable NDArray bias;
    private final RowProduct oneRow;

    Linear(NDArray weight, @Nullable NDArray bias) {
        this.weight = weight;
        this.bias = bias;
        this.oneRow = new RowProduct(weight);
    }

    static Linear of(Weights weights, Parameter weight, Parameter bias, int layer) {
        return new Linear(weights.require(weight, layer), weights.find(bias, layer).orElse(null));
    }

    /// `[..., in]` to `[..., out]`.
    NDArray apply(NDArray x) {
        return oneRow.fits(x) ? oneRow.apply(x, bias) : Ops.linear(x, weight, bias);
    }

    /// `[out, in]`.
    NDArray weight() {
        return weight;
    }

    /// `[out]`.
    Optional<NDArray> bias() {
        return Optional.ofNullable(bias);
    }
}
