package org.sextant.runtime.train;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Keeps the experts of each layer equally busy: `E Σ_e f_e P_e`, the mean over the layers, where `f_e` is the share of
/// tokens that go to an expert and `P_e` the mean probability that its router gives it (Fedus, Zoph and Shazeer 2021,
/// equation 4, with `f` summed over all the experts of a token). It is at least k, the experts a token, and k where all
/// are equally busy. Padding does not count.
final class ExpertBalance {
    private final int experts;
    private final boolean[][] real;
    private final NDManager scope;
    private final int layers;
    private final List<NDArray> probabilities = new ArrayList<>();
    private final List<float[]> shares = new ArrayList<>();
    private final HookTable hooks = new HookTable();

    /// @param spec of a model with experts
    ExpertBalance(ModelSpec spec, TrainingBatch batch, NDManager scope) {
        this.experts = spec.experts().orElseThrow().count();
        this.real = batch.real();
        this.scope = scope;
        List<Integer> mixtures = Parameter.ROUTER_WEIGHT.layers(spec).boxed().toList();
        this.layers = mixtures.size();
        for (int layer : mixtures) {
            hooks.observe(new Site(SiteKind.ROUTER_LOGITS, layer), logits -> probabilities.add(probability(logits)));
            hooks.observe(new Site(SiteKind.EXPERT_INDICES, layer),
                    chosen -> shares.add(share(NativeMemory.longs(chosen))));
        }
    }

    /// What the forward pass is to call.
    HookTable hooks() {
        return hooks;
    }

    /// @return a scalar, with its gradient where a tape records; to be asked once the forward pass is over
    NDArray loss() {
        NDArray sum = scope.create(0f);
        for (int i = 0; i < layers; i++) {
            sum = sum.add(probabilities.get(i).mul(scope.create(shares.get(i))).sum());
        }
        return Ops.times(sum, (double) experts / layers);
    }

    /// `[E]` the mean probability of each expert over the real tokens.
    private NDArray probability(NDArray logits) {
        int width = real[0].length;
        float[] weights = new float[real.length * width];
        int count = realTokens();
        for (int token = 0; token < weights.length; token++) {
            weights[token] = isReal(token) ? 1f / count : 0;
        }
        NDArray mean = logits.softmax(-1).mul(scope.create(weights, new Shape(real.length, width, 1)))
                .sum(new int[]{0, 1});
        mean.attach(scope);
        return mean;
    }

    /// `[E]` the share of the real tokens that go to each expert.
    private float[] share(long[] chosen) {
        int each = chosen.length / (real.length * real[0].length);
        float[] share = new float[experts];
        int count = realTokens();
        for (int i = 0; i < chosen.length; i++) {
            if (isReal(i / each)) {
                share[(int) chosen[i]] += 1f / count;
            }
        }
        return share;
    }

    private boolean isReal(int token) {
        return real[token / real[0].length][token % real[0].length];
    }

    private int realTokens() {
        int count = 0;
        for (boolean[] row : real) {
            for (boolean token : row) {
                count += token ? 1 : 0;
            }
        }
        return count;
    }
}
