package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// A norm over the last axis. Those that the residual stream passes through have two sites: the divisor, and the value
/// before the learned weight.
final class Norm {
    private final NormSpec spec;
    private final NDArray weight;
    private final @Nullable NDArray bias;
    private final @Nullable Sites sites;

    /// Where a norm is seen.
    private record Sites(SiteKind scale, SiteKind normalized) {}

    private Norm(NormSpec spec, NDArray weight, @Nullable NDArray bias, @Nullable Sites sites) {
        this.spec = spec;
        this.weight = spec.unitOffset() ? weight.add(1) : weight;
        this.bias = bias;
        this.sites = sites;
    }

    static Norm beforeAttention(ModelSpec spec, Weights weights, int layer) {
        return new Norm(spec.norm(), weights.require(Parameter.ATTENTION_NORM_WEIGHT, layer),
                weights.find(Parameter.ATTENTION_NORM_BIAS, layer).orElse(null),
                new Sites(SiteKind.LN1_SCALE, SiteKind.LN1_NORMALIZED));
    }

    static Norm beforeMlp(ModelSpec spec, Weights weights, int layer) {
        return new Norm(spec.norm(), weights.require(Parameter.MLP_NORM_WEIGHT, layer),
                weights.find(Parameter.MLP_NORM_BIAS, layer).orElse(null),
                new Sites(SiteKind.LN2_SCALE, SiteKind.LN2_NORMALIZED));
    }

    static Norm last(ModelSpec spec, Weights weights) {
        return new Norm(spec.norm(), weights.require(Parameter.FINAL_NORM_WEIGHT, Weights.NONE),
                weights.find(Parameter.FINAL_NORM_BIAS, Weights.NONE).orElse(null),
                new Sites(SiteKind.FINAL_SCALE, SiteKind.FINAL_NORMALIZED));
    }

    /// A norm without sites and without bias.
    static Norm unseen(NormSpec spec, NDArray weight) {
        return new Norm(spec, weight, null, null);
    }

    /// @param x `[..., width]`
    NDArray apply(NDArray x, Hooks hooks, int layer, RelevanceRules rules) {
        boolean watched = sites != null
                && (hooks.wants(sites.scale(), layer) || hooks.wants(sites.normalized(), layer));
        if (!watched && !rules.norms() && spec.kind() == NormSpec.Kind.LAYER && bias != null) {
            return Ops.layerNorm(x, weight, bias, spec.eps());
        }
        NDArray wide = x.getDataType() == DataType.FLOAT16 ? x.toType(DataType.FLOAT32, false) : x;
        NDArray centred = spec.kind() == NormSpec.Kind.LAYER ? wide.sub(mean(wide)) : wide;
        NDArray divided = rules.norms() ? Ops.detached(centred) : centred;
        NDArray scale = mean(divided.square()).add(spec.eps()).sqrt();
        if (sites != null) {
            scale = hooks.at(sites.scale(), layer, scale);
        }
        NDArray normalized = centred.div(scale);
        if (sites != null) {
            normalized = hooks.at(sites.normalized(), layer, normalized);
        }
        NDArray narrow = normalized.getDataType() == weight.getDataType()
                ? normalized
                : normalized.toType(weight.getDataType(), false);
        NDArray weighted = narrow.mul(weight);
        return bias == null ? weighted : weighted.add(bias);
    }

    LearnedNorm learned() {
        float[] values = NativeMemory.floats(weight);
        return new LearnedNorm(values, bias == null ? new float[values.length] : NativeMemory.floats(bias));
    }

    /// The part of it that is linear: what it gives where it divides by 1, without its bias.
    NDArray undivided(NDArray x) {
        return (spec.kind() == NormSpec.Kind.LAYER ? x.sub(mean(x)) : x).mul(weight);
    }

    /// Where nobody looks.
    NDArray apply(NDArray x, RelevanceRules rules) {
        return apply(x, Hooks.NONE, Weights.NONE, rules);
    }

    private static NDArray mean(NDArray x) {
        return x.mean(new int[]{x.getShape().dimension() - 1}, true);
    }
}
