package org.sextant.runtime.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.NativeMemory;

/// Turns gains of experts into hooks of one forward pass (METHODS.md 3.3).
public final class ExpertHooks {
    private final NDManager scope;
    private final int experts;
    private final int chosen;

    /// @param scope lives as long as the pass
    /// @param experts of a mixture
    /// @param chosen experts that see a token
    public ExpertHooks(NDManager scope, int experts, int chosen) {
        this.scope = scope;
        this.experts = experts;
        this.chosen = chosen;
    }

    /// Adds the changes; a neutral gain adds none. Of two for the same expert the later one holds.
    ///
    /// @param gains of experts that the model has
    public void add(List<ExpertGain> gains, HookTable hooks) {
        Map<Integer, Map<Integer, ExpertGain>> byLayer = gains.stream().filter(gain -> !gain.isNeutral())
                .collect(Collectors.groupingBy(ExpertGain::layer, TreeMap::new,
                        Collectors.toMap(ExpertGain::expert, gain -> gain, (_, later) -> later, TreeMap::new)));
        byLayer.forEach((layer, own) -> {
            List<ExpertGain> masked = new ArrayList<>(own.values());
            masked.removeIf(gain -> gain.mode() != ExpertGain.Mode.MASK || gain.gain() != 0);
            List<ExpertGain> weighed = new ArrayList<>(own.values());
            if (experts - masked.size() >= chosen) {
                weighed.removeAll(masked);
                mask(layer, masked, hooks);
            }
            weigh(layer, weighed, hooks);
        });
    }

    private void mask(int layer, List<ExpertGain> off, HookTable hooks) {
        if (off.isEmpty()) {
            return;
        }
        float[] added = new float[experts];
        off.forEach(gain -> added[gain.expert()] = Float.NEGATIVE_INFINITY);
        hooks.change(new Intervention(new Site(SiteKind.ROUTER_LOGITS, layer),
                logits -> logits.add(array(added, new Shape(1, 1, experts), logits.getDataType()))));
    }

    private void weigh(int layer, List<ExpertGain> gains, HookTable hooks) {
        if (gains.isEmpty()) {
            return;
        }
        float[] factors = new float[experts];
        Arrays.fill(factors, 1);
        gains.forEach(gain -> factors[gain.expert()] = (float) gain.gain());
        boolean renormalised = gains.stream().anyMatch(gain -> gain.mode() == ExpertGain.Mode.ZERO_RENORM);
        Seen seen = new Seen();
        hooks.observe(new Site(SiteKind.EXPERT_INDICES, layer), seen::take);
        hooks.change(new Intervention(new Site(SiteKind.EXPERT_WEIGHTS, layer), weights -> {
            NDArray scaled = weights.mul(array(seen.of(factors), weights.getShape(), weights.getDataType()));
            return renormalised ? restored(scaled, weights) : scaled;
        }));
    }

    /// Weights of the sum that they had before; all zero where nothing is left of them.
    private static NDArray restored(NDArray scaled, NDArray before) {
        NDArray sum = scaled.sum(new int[]{2}, true);
        NDArray factor = before.sum(new int[]{2}, true).div(sum.add(sum.eq(0).toType(sum.getDataType(), false)));
        return scaled.mul(factor);
    }

    private NDArray array(float[] values, Shape shape, DataType type) {
        NDArray array = scope.create(values, shape);
        return type == DataType.FLOAT32 ? array : array.toType(type, false);
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
