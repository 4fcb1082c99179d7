package org.sextant.runtime.hook;

/// The kinds of places in a model, in the order in which one forward pass reaches them. Shapes: B batch, T positions,
/// D d_model, H query heads, K key-value heads, d head width, F MLP width, E experts, k chosen ones.
public enum SiteKind {
    /// `[B,T,D]` token embedding as it enters the residual stream.
    EMBED("hook_embed", false, Axes.RESIDUAL),
    /// `[B,T,D]` learned position embedding.
    POS_EMBED("hook_pos_embed", false, Axes.RESIDUAL),
    /// `[B,T,D]` input of the block.
    RESID_PRE("hook_resid_pre", true, Axes.RESIDUAL),
    /// `[B,T,1]` divisor of the norm before attention.
    LN1_SCALE("ln1.hook_scale", true, Axes.SCALAR),
    /// `[B,T,D]` after centring and dividing, before the learned weight and bias.
    LN1_NORMALIZED("ln1.hook_normalized", true, Axes.RESIDUAL),
    /// `[B,T,H,d]` queries with bias, before norm and rotary embedding.
    Q("attn.hook_q", true, Axes.PER_HEAD),
    /// `[B,T,K,d]` keys with bias, before norm and rotary embedding.
    K("attn.hook_k", true, Axes.PER_HEAD),
    /// `[B,T,K,d]` values with bias.
    V("attn.hook_v", true, Axes.PER_HEAD),
    /// `[B,T,H,d]` queries as they enter the scores.
    ROT_Q("attn.hook_rot_q", true, Axes.PER_HEAD),
    /// `[B,T,K,d]` keys as they enter the scores.
    ROT_K("attn.hook_rot_k", true, Axes.PER_HEAD),
    /// `[B,H,T,T]` scores, scaled and masked; masked is −∞.
    ATTN_SCORES("attn.hook_attn_scores", true, Axes.PATTERN),
    /// `[B,H,T,T]` attention pattern.
    PATTERN("attn.hook_pattern", true, Axes.PATTERN),
    /// `[B,T,H,d]` mixed values, input of the output projection.
    Z("attn.hook_z", true, Axes.PER_HEAD),
    /// `[B,T,H,D]` each head's own contribution, without bias; made only when asked for.
    RESULT("attn.hook_result", true, Axes.PER_HEAD),
    /// `[B,T,D]` output projection with bias.
    ATTN_PROJECTED("attn.hook_out", true, Axes.RESIDUAL),
    /// `[B,T,D]` what attention adds to the residual stream.
    ATTN_OUT("hook_attn_out", true, Axes.RESIDUAL),
    /// `[B,T,D]` residual stream between attention and MLP; not in parallel blocks.
    RESID_MID("hook_resid_mid", true, Axes.RESIDUAL),
    /// `[B,T,1]` divisor of the norm before the MLP.
    LN2_SCALE("ln2.hook_scale", true, Axes.SCALAR),
    /// `[B,T,D]` after centring and dividing, before the learned weight and bias.
    LN2_NORMALIZED("ln2.hook_normalized", true, Axes.RESIDUAL),
    /// `[B,T,F]` pre-activation; in gated MLPs that of the gate.
    MLP_PRE("mlp.hook_pre", true, Axes.HIDDEN),
    /// `[B,T,F]` the ungated factor of gated MLPs.
    MLP_PRE_LINEAR("mlp.hook_pre_linear", true, Axes.HIDDEN),
    /// `[B,T,F]` what enters the down projection.
    MLP_POST("mlp.hook_post", true, Axes.HIDDEN),
    /// `[B,T,E]` the router's logits with bias, before any score function.
    ROUTER_LOGITS("mlp.hook_router_logits", true, Axes.EXPERTS),
    /// `[B,T,k]` numbers of the chosen experts, best first by the score that selects.
    EXPERT_INDICES("mlp.hook_expert_indices", true, Axes.CHOSEN),
    /// `[B,T,k]` weights of the chosen experts in the same order, as multiplied.
    EXPERT_WEIGHTS("mlp.hook_expert_weights", true, Axes.CHOSEN),
    /// `[B,T,D]` the shared expert's contribution.
    SHARED_OUT("mlp.hook_shared_out", true, Axes.RESIDUAL),
    /// `[B,T,D]` down projection with bias, or the mixture of the experts.
    MLP_PROJECTED("mlp.hook_out", true, Axes.RESIDUAL),
    /// `[B,T,D]` what the MLP adds to the residual stream.
    MLP_OUT("hook_mlp_out", true, Axes.RESIDUAL),
    /// `[B,T,D]` output of the block.
    RESID_POST("hook_resid_post", true, Axes.RESIDUAL),
    /// `[B,T,1]` divisor of the final norm.
    FINAL_SCALE("ln_final.hook_scale", false, Axes.SCALAR),
    /// `[B,T,D]` final norm before the learned weight and bias.
    FINAL_NORMALIZED("ln_final.hook_normalized", false, Axes.RESIDUAL);

    /// What the axes after the batch axis mean.
    public enum Axes {
        /// `[B,T,D]`.
        RESIDUAL,
        /// `[B,T,F]`.
        HIDDEN,
        /// `[B,T,1]`.
        SCALAR,
        /// `[B,T,heads,width]`.
        PER_HEAD,
        /// `[B,H,T,T]`.
        PATTERN,
        /// `[B,T,E]`.
        EXPERTS,
        /// `[B,T,k]`.
        CHOSEN
    }

    private final String suffix;
    private final boolean perBlock;
    private final Axes axes;

    SiteKind(String suffix, boolean perBlock, Axes axes) {
        this.suffix = suffix;
        this.perBlock = perBlock;
        this.axes = axes;
    }

    /// The name after `blocks.l.`, or the whole name outside the blocks.
    public String suffix() {
        return suffix;
    }

    /// Whether every block has one.
    public boolean perBlock() {
        return perBlock;
    }

    public Axes axes() {
        return axes;
    }
}
