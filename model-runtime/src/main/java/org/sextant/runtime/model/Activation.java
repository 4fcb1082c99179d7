package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.tensor.Ops;

/// The nonlinearity of a feed-forward layer.
public enum Activation {
    /// `½ x (1 + erf(x / √2))`.
    GELU {
        @Override
        NDArray apply(NDArray x) {
            return Ops.gelu(x);
        }
    },
    /// `½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))`.
    GELU_TANH {
        @Override
        NDArray apply(NDArray x) {
            return Ops.tanhGelu(x);
        }
    },
    /// `x σ(x)`.
    SILU {
        @Override
        NDArray apply(NDArray x) {
            return Ops.silu(x);
        }
    },
    /// `max(x, 0)`.
    RELU {
        @Override
        NDArray apply(NDArray x) {
            return Ops.relu(x);
        }
    };

    abstract NDArray apply(NDArray x);

    /// The activation that a config names.
    public static Optional<Activation> named(String name) {
        return Optional.ofNullable(switch (name) {
            case "gelu" -> GELU;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> GELU_TANH;
            case "silu", "swish" -> SILU;
            case "relu" -> RELU;
            default -> null;
        });
    }
}
