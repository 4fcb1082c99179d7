package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;

import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;

/// One block: attention and feed-forward layer, each adding to the residual stream. In a parallel block both read the
/// block's input, else the feed-forward layer reads what attention left.
final class Block {
    private final boolean parallel;
    private final int layer;
    private final Norm attentionNorm;
    private final Attention attention;
    private final Norm mlpNorm;
    private final FeedForward mlp;

    Block(ModelSpec spec, Weights weights, int layer) {
        this.parallel = spec.parallel();
        this.layer = layer;
        this.attentionNorm = Norm.beforeAttention(spec, weights, layer);
        this.attention = new Attention(spec, weights, layer);
        this.mlpNorm = Norm.beforeMlp(spec, weights, layer);
        this.mlp = new FeedForward(spec, weights, layer);
    }

    /// @param residual `[B, T, d_model]`
    NDArray apply(NDArray residual, Pass pass) {
        Hooks hooks = pass.hooks();
        NDArray before = hooks.at(SiteKind.RESID_PRE, layer, residual);
        NDArray attended = hooks.at(SiteKind.ATTN_OUT, layer,
                attention.apply(attentionNorm.apply(before, hooks, layer), pass));
        NDArray middle = before.add(attended);
        if (!parallel) {
            middle = hooks.at(SiteKind.RESID_MID, layer, middle);
        }
        NDArray added = hooks.at(SiteKind.MLP_OUT, layer,
                mlp.apply(mlpNorm.apply(parallel ? before : middle, hooks, layer), hooks));
        return hooks.at(SiteKind.RESID_POST, layer, middle.add(added));
    }
}
