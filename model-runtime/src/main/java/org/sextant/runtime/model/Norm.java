package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.Ops;

/// A norm with its two sites: the divisor, and the value before the learned weight.
final class Norm {
    private final NormSpec spec;
    private final NDArray weight;
    private final @Nullable NDArray bias;
    private final SiteKind scaleSite;
    private final SiteKind normalizedSite;

    private Norm(NormSpec spec, NDArray weight, @Nullable NDArray bias, SiteKind scaleSite, SiteKind normalizedSite) {
        this.spec = spec;
        this.weight = weight;
        this.bias = bias;
        this.scaleSite = scaleSite;
        this.normalizedSite = normalizedSite;
    }

    static Norm beforeAttention(ModelSpec spec, Weights weights, int layer) {
        return new Norm(spec.norm(), weights.require(Parameter.ATTENTION_NORM_WEIGHT, layer),
                weights.find(Parameter.ATTENTION_NORM_BIAS, layer).orElse(null), SiteKind.LN1_SCALE,
                SiteKind.LN1_NORMALIZED);
    }

    static Norm beforeMlp(ModelSpec spec, Weights weights, int layer) {
        return new Norm(spec.norm(), weights.require(Parameter.MLP_NORM_WEIGHT, layer),
                weights.find(Parameter.MLP_NORM_BIAS, layer).orElse(null), SiteKind.LN2_SCALE,
                SiteKind.LN2_NORMALIZED);
    }

    static Norm last(ModelSpec spec, Weights weights) {
        return new Norm(spec.norm(), weights.require(Parameter.FINAL_NORM_WEIGHT, -1),
                weights.find(Parameter.FINAL_NORM_BIAS, -1).orElse(null), SiteKind.FINAL_SCALE,
                SiteKind.FINAL_NORMALIZED);
    }

    /// @param x `[..., d_model]`
    NDArray apply(NDArray x, Hooks hooks, int layer) {
        boolean watched = hooks.wants(scaleSite, layer) || hooks.wants(normalizedSite, layer);
        if (!watched && spec.kind() == NormSpec.Kind.LAYER && bias != null) {
            return Ops.layerNorm(x, weight, bias, spec.eps());
        }
        NDArray wide = x.getDataType() == DataType.FLOAT16 ? x.toType(DataType.FLOAT32, false) : x;
        NDArray centred = spec.kind() == NormSpec.Kind.LAYER ? wide.sub(mean(wide)) : wide;
        NDArray scale = hooks.at(scaleSite, layer, mean(centred.square()).add(spec.eps()).sqrt());
        NDArray normalized = hooks.at(normalizedSite, layer, centred.div(scale));
        NDArray narrow = normalized.getDataType() == weight.getDataType()
                ? normalized
                : normalized.toType(weight.getDataType(), false);
        NDArray weighted = narrow.mul(weight);
        return bias == null ? weighted : weighted.add(bias);
    }

    private static NDArray mean(NDArray x) {
        return x.mean(new int[]{x.getShape().dimension() - 1}, true);
    }
}
