package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.Ops;

/// One expert of a mixture, or the expert that sees every token.
sealed interface Expert {
    /// @param rows `[..., d_model]`
    /// @return `[..., d_model]`
    NDArray apply(NDArray rows, RelevanceRules rules);

    static Expert of(ExpertSpec spec, Weights weights, int layer, int expert) {
        return switch (spec.kind()) {
            case GATED -> new Gated(linear(weights, Parameter.EXPERT_GATE_WEIGHT, layer, expert),
                    linear(weights, Parameter.EXPERT_UP_WEIGHT, layer, expert),
                    linear(weights, Parameter.EXPERT_DOWN_WEIGHT, layer, expert));
            case CLAMPED -> new Clamped(
                    new Linear(weights.require(Parameter.EXPERT_GATE_UP_WEIGHT, layer, expert),
                            weights.require(Parameter.EXPERT_GATE_UP_BIAS, layer, expert)),
                    new Linear(weights.require(Parameter.EXPERT_DOWN_WEIGHT, layer, expert),
                            weights.require(Parameter.EXPERT_DOWN_BIAS, layer, expert)));
        };
    }

    static Expert shared(Weights weights, int layer) {
        return new Gated(linear(weights, Parameter.SHARED_GATE_WEIGHT, layer, Weights.NONE),
                linear(weights, Parameter.SHARED_UP_WEIGHT, layer, Weights.NONE),
                linear(weights, Parameter.SHARED_DOWN_WEIGHT, layer, Weights.NONE));
    }

    private static Linear linear(Weights weights, Parameter parameter, int layer, int expert) {
        return new Linear(weights.require(parameter, layer, expert), null);
    }

    /// `down(silu(gate x) ⊙ up x)`.
    record Gated(Linear gate, Linear up, Linear down) implements Expert {
        @Override
        public NDArray apply(NDArray rows, RelevanceRules rules) {
            NDArray gated = Activation.SILU.apply(gate.apply(rows), rules);
            return down.apply(Gate.product(gated, up.apply(rows), rules.gates()));
        }
    }

    /// `down((u + 1) ⊙ g σ(1.702 g))` with g ≤ 7 and |u| ≤ 7.
    record Clamped(Linear gateUp, Linear down) implements Expert {
        private static final double LIMIT = 7;
        private static final double STEEPNESS = 1.702;

        @Override
        public NDArray apply(NDArray rows, RelevanceRules rules) {
            NDArray both = gateUp.apply(rows);
            long[] shape = both.getShape().getShape().clone();
            int last = shape.length - 1;
            shape[last] /= 2;
            Shape half = new Shape(shape);
            NDArray pairs = both.reshape(half.add(2));
            NDArray gate = Ops.lastAxis(pairs, 0, 1).reshape(half).clip(Float.NEGATIVE_INFINITY, LIMIT);
            NDArray up = Ops.lastAxis(pairs, 1, 2).reshape(half).clip(-LIMIT, LIMIT);
            NDArray steep = Ops.sigmoid(Ops.times(rules.activations() ? Ops.detached(gate) : gate, STEEPNESS));
            return down.apply(Gate.product(gate.mul(steep), up.add(1), rules.gates()));
        }
    }
}
