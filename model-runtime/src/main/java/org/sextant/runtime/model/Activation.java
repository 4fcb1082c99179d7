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

        @Override
        NDArray proportional(NDArray x) {
            NDArray values = Ops.detached(x);
            return Ops.withGradientOf(Ops.normalShare(values).mul(x), Ops.gelu(values));
        }
    },
    /// `½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))`.
    GELU_TANH {
        @Override
        NDArray apply(NDArray x) {
            return Ops.tanhGelu(x);
        }

        @Override
        NDArray proportional(NDArray x) {
            return Ops.tanhGeluShare(Ops.detached(x)).mul(x);
        }
    },
    /// `x σ(x)`.
    SILU {
        @Override
        NDArray apply(NDArray x) {
            return Ops.silu(x);
        }

        @Override
        NDArray proportional(NDArray x) {
            return Ops.sigmoid(Ops.detached(x)).mul(x);
        }
    },
    /// `max(x, 0)`.
    RELU {
        @Override
        NDArray apply(NDArray x) {
            return Ops.relu(x);
        }

        @Override
        NDArray proportional(NDArray x) {
            return Ops.relu(x);
        }
    };

    abstract NDArray apply(NDArray x);

    /// The same values `f(x)` as `r ⊙ x`, with the slope `r = f(x) / x` taken for a constant (METHODS.md 1.6).
    abstract NDArray proportional(NDArray x);

    /// The activation, as the rules have it.
    NDArray apply(NDArray x, RelevanceRules rules) {
        return rules.activations() ? proportional(x) : apply(x);
    }

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
