package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;

/// The dense feed-forward layer of one block: `down(act(up x))`, or gated, `down(act(gate x) ⊙ up x)`.
final class DenseFeedForward implements FeedForward {
    private final Activation activation;
    private final int layer;
    private final Optional<Linear> gate;
    private final Linear up;
    private final Linear down;

    DenseFeedForward(MlpSpec spec, Weights weights, int layer) {
        this.activation = spec.activation();
        this.layer = layer;
        this.gate = spec.gated()
                ? Optional.of(Linear.of(weights, Parameter.GATE_WEIGHT, Parameter.GATE_BIAS, layer))
                : Optional.empty();
        this.up = Linear.of(weights, Parameter.UP_WEIGHT, Parameter.UP_BIAS, layer);
        this.down = Linear.of(weights, Parameter.DOWN_WEIGHT, Parameter.DOWN_BIAS, layer);
    }

    @Override
    public NDArray apply(NDArray x, Pass pass) {
        Hooks hooks = pass.hooks();
        NDArray neurons = hooks.at(SiteKind.MLP_POST, layer, neurons(x, hooks, pass.rules()));
        return hooks.at(SiteKind.MLP_PROJECTED, layer, down.apply(neurons));
    }

    private NDArray neurons(NDArray x, Hooks hooks, RelevanceRules rules) {
        if (gate.isEmpty()) {
            return activation.apply(hooks.at(SiteKind.MLP_PRE, layer, up.apply(x)), rules);
        }
        NDArray gated = activation.apply(hooks.at(SiteKind.MLP_PRE, layer, gate.get().apply(x)), rules);
        return Gate.product(gated, hooks.at(SiteKind.MLP_PRE_LINEAR, layer, up.apply(x)), rules.gates());
    }
}
