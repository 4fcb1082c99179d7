package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;

/// One block: attention and feed-forward layer, each adding to the residual stream. In a parallel block both read the
/// block's input, else the feed-forward layer reads what attention left.
final class Block {
    private final BlockForm form;
    private final int layer;
    private final Optional<Norm> attentionNorm;
    private final Attention attention;
    private final Optional<Norm> attentionOutNorm;
    private final Optional<Norm> mlpNorm;
    private final FeedForward mlp;
    private final Optional<Norm> mlpOutNorm;

    Block(ModelSpec spec, Weights weights, int layer) {
        this.form = spec.form();
        this.layer = layer;
        this.attentionNorm = form.normsBefore()
                ? Optional.of(Norm.beforeAttention(spec, weights, layer))
                : Optional.empty();
        this.attention = new Attention(spec, weights, layer);
        this.attentionOutNorm = outNorm(spec, weights, Parameter.ATTENTION_OUT_NORM_WEIGHT, layer);
        this.mlpNorm = form.normsBefore() ? Optional.of(Norm.beforeMlp(spec, weights, layer)) : Optional.empty();
        this.mlp = spec.blocks().get(layer).mixture()
                ? new Mixture(spec, weights, layer)
                : new DenseFeedForward(spec.mlp(), weights, layer);
        this.mlpOutNorm = outNorm(spec, weights, Parameter.MLP_OUT_NORM_WEIGHT, layer);
    }

    private static Optional<Norm> outNorm(ModelSpec spec, Weights weights, Parameter weight, int layer) {
        return spec.form().normsAfter()
                ? Optional.of(Norm.unseen(spec.norm(), weights.require(weight, layer)))
                : Optional.empty();
    }

    Optional<LearnedNorm> normBeforeMlp() {
        return mlpNorm.map(Norm::learned);
    }

    /// @param residual `[B, T, d_model]`
    NDArray apply(NDArray residual, Pass pass) {
        Hooks hooks = pass.hooks();
        NDArray before = hooks.at(SiteKind.RESID_PRE, layer, residual);
        NDArray attended = after(attentionOutNorm, attention.apply(read(attentionNorm, before, pass), pass), pass);
        NDArray middle = before.add(hooks.at(SiteKind.ATTN_OUT, layer, attended));
        boolean parallel = form == BlockForm.PARALLEL;
        if (!parallel) {
            middle = hooks.at(SiteKind.RESID_MID, layer, middle);
        }
        NDArray added = after(mlpOutNorm, mlp.apply(read(mlpNorm, parallel ? before : middle, pass), pass), pass);
        return hooks.at(SiteKind.RESID_POST, layer, middle.add(hooks.at(SiteKind.MLP_OUT, layer, added)));
    }

    private NDArray read(Optional<Norm> norm, NDArray residual, Pass pass) {
        return norm.map(present -> present.apply(residual, pass.hooks(), layer, pass.rules())).orElse(residual);
    }

    private static NDArray after(Optional<Norm> norm, NDArray written, Pass pass) {
        return norm.map(present -> present.apply(written, pass.rules())).orElse(written);
    }
}
