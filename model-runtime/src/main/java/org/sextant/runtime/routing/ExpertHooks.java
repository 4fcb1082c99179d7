package org.sextant.runtime.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.RouterFormula;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Turns gains of experts into hooks of one forward pass (METHODS.md 3.3). In each layer masks come first, then forced
/// experts, then gains, then renormalisation.
public final class ExpertHooks {
    private final NDManager scope;
    private final ExpertChoice choice;

    /// @param scope lives as long as the pass
    public ExpertHooks(NDManager scope, ExpertChoice choice) {
        this.scope = scope;
        this.choice = choice;
    }

    /// Adds the changes; a neutral gain adds none. Of two for the same expert the later one holds.
    ///
    /// @param gains of experts that the model has; of one layer no more are forced than a token gets
    public void add(List<ExpertGain> gains, HookTable hooks) {
        for (LayerGains layer : LayerGains.of(gains, choice)) {
            if (!layer.masked().isEmpty()) {
                mask(layer, hooks);
            }
            if (!layer.forced().isEmpty()) {
                force(layer, hooks);
            }
            if (!layer.weighed().isEmpty()) {
                weigh(layer, hooks);
            }
        }
    }

    private void mask(LayerGains layer, HookTable hooks) {
        float[] added = new float[choice.experts()];
        layer.masked().forEach(gain -> added[gain.expert()] = Float.NEGATIVE_INFINITY);
        hooks.change(new Intervention(new Site(SiteKind.ROUTER_LOGITS, layer.layer()),
                logits -> logits.add(array(added, new Shape(1, 1, choice.experts()), logits.getDataType()))));
    }

    /// What the router would do by itself is asked anew from its logits: weights of the expert that gives way count in the
    /// sum, and are no longer there when the weights come by.
    private void force(LayerGains layer, HookTable hooks) {
        ForcedChoice forced = new ForcedChoice(layer.forced(), choice.experts());
        Natural natural = new Natural();
        hooks.observe(new Site(SiteKind.ROUTER_LOGITS, layer.layer()), natural::logits);
        hooks.change(new Intervention(new Site(SiteKind.EXPERT_INDICES, layer.layer()), indices -> {
            long[] chosen = NativeMemory.longs(indices);
            natural.weights(indices);
            forced.take(chosen, choice.chosen());
            return Ops.lasting(scope.create(chosen, indices.getShape()));
        }));
        hooks.change(new Intervention(new Site(SiteKind.EXPERT_WEIGHTS, layer.layer()), given -> {
            NDArray before = natural.take();
            NDArray largest = before.max(new int[]{2}, true);
            NDArray changed = before.mul(array(forced.others(), before.getShape(), before.getDataType()))
                    .add(largest.mul(array(forced.gains(), before.getShape(), before.getDataType())));
            NDArray restored = restored(changed, before);
            return restored.getDataType() == given.getDataType()
                    ? restored
                    : restored.toType(given.getDataType(), false);
        }));
    }

    private void weigh(LayerGains layer, HookTable hooks) {
        float[] factors = new float[choice.experts()];
        Arrays.fill(factors, 1);
        layer.weighed().forEach(gain -> factors[gain.expert()] = (float) gain.gain());
        Seen seen = new Seen();
        hooks.observe(new Site(SiteKind.EXPERT_INDICES, layer.layer()), seen::take);
        hooks.change(new Intervention(new Site(SiteKind.EXPERT_WEIGHTS, layer.layer()), weights -> {
            NDArray scaled = weights.mul(array(seen.of(factors), weights.getShape(), weights.getDataType()));
            return layer.renormalised() ? restored(scaled, weights) : scaled;
        }));
    }

    /// Weights of the sum that they had before; all zero where nothing is left of them.
    private static NDArray restored(NDArray scaled, NDArray before) {
        NDArray sum = scaled.sum(new int[]{2}, true);
        NDArray factor = before.sum(new int[]{2}, true).div(sum.add(sum.eq(0).toType(sum.getDataType(), false)));
        return scaled.mul(factor);
    }

    private NDArray array(float[] values, Shape shape, DataType type) {
        NDArray array = Ops.lasting(scope.create(values, shape));
        return type == DataType.FLOAT32 ? array : array.toType(type, false);
    }

    /// What the router would do by itself, from its logits on until the weights come by.
    private final class Natural {
        private final RouterFormula formula = new RouterFormula(choice.router());
        private Optional<NDArray> held = Optional.empty();

        /// A view, which stays when the router's own array goes.
        void logits(NDArray logits) {
            NDArray view = logits.reshape(logits.getShape());
            view.attach(scope);
            held = Optional.of(view);
        }

        void weights(NDArray indices) {
            held = held.map(logits -> formula.weights(formula.scores(logits), indices));
        }

        /// `[B, T, k]`.
        NDArray take() {
            NDArray weights = held.orElseThrow();
            held = Optional.empty();
            return weights;
        }
    }

    /// The experts that were chosen, kept until their weights come by.
    private static final class Seen {
        private long[] experts = new long[0];

        void take(NDArray indices) {
            experts = NativeMemory.longs(indices);
        }

        float[] of(float[] byExpert) {
            float[] values = new float[experts.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = byExpert[(int) experts[i]];
            }
            return values;
        }
    }
}
