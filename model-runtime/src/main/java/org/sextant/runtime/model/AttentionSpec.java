package org.sextant.runtime.model;

import java.util.Optional;
import java.util.OptionalDouble;

/// What the attention of every block is.
///
/// @param heads query heads
/// @param kvHeads key-value heads; query head h reads key-value head `h / (heads / kvHeads)`
/// @param headDim width of a head's query and key
/// @param valueDim width of a head's value
/// @param fused how queries, keys and values come out of the weights
/// @param headNorm the norm of queries and keys, before they turn
/// @param clip queries, keys and values are clipped to ± this, where given
/// @param scoreCap scores are `cap tanh(score / cap)` before masking, where there is a cap
/// @param sinks whether each head has a learned score that takes part in the softmax and is dropped after it
/// @param latent the widths of multi-head latent attention, where the model has it
public record AttentionSpec(
        int heads,
        int kvHeads,
        int headDim,
        int valueDim,
        FusedHeads fused,
        HeadNorm headNorm,
        OptionalDouble clip,
        OptionalDouble scoreCap,
        boolean sinks,
        Optional<LatentSpec> latent) {
    public AttentionSpec {
        if (heads % kvHeads != 0) {
            throw new IllegalArgumentException(heads + " heads do not share " + kvHeads + " key-value heads evenly");
        }
    }

    /// How the rows of a projection that makes queries, keys and values at once are laid out.
    public enum FusedHeads {
        /// Three projections of their own.
        SEPARATE,
        /// All queries, then all keys, then all values.
        BY_KIND,
        /// Head by head: its query, its key, its value.
        BY_HEAD
    }

    /// How queries and keys are normed.
    public enum HeadNorm {
        NONE,
        /// Each head by itself, all with the same weight `[d]`.
        PER_HEAD,
        /// All heads of a position together, with a weight of `[H d]` and `[K d]`.
        ALL_HEADS
    }

    /// Multi-head latent attention (METHODS.md 6.4.16): keys and values come from a narrow latent vector, and one
    /// rotated part of the key is shared by all heads. A head's query and key are `[unrotated ∥ rotated]`.
    ///
    /// @param queryRank width that queries pass through, 0 where they come straight from the residual stream
    /// @param keyValueRank width of the latent vector
    /// @param unrotated entries of a head without position
    /// @param rotated entries of a head that turn
    public record LatentSpec(int queryRank, int keyValueRank, int unrotated, int rotated) {}

    /// Three projections, and nothing else out of the ordinary.
    public static AttentionSpec of(int heads, int kvHeads, int headDim) {
        return new AttentionSpec(heads, kvHeads, headDim, headDim, FusedHeads.SEPARATE, HeadNorm.NONE,
                OptionalDouble.empty(), OptionalDouble.empty(), false, Optional.empty());
    }

    /// Latent attention, where every head has a key and a value of its own.
    public static AttentionSpec latent(int heads, int valueDim, LatentSpec latent) {
        return new AttentionSpec(heads, heads, latent.unrotated() + latent.rotated(), valueDim, FusedHeads.SEPARATE,
                HeadNorm.NONE, OptionalDouble.empty(), OptionalDouble.empty(), false, Optional.of(latent));
    }

    /// The same with fused projections.
    public AttentionSpec withFused(FusedHeads layout) {
        return new AttentionSpec(heads, kvHeads, headDim, valueDim, layout, headNorm, clip, scoreCap, sinks, latent);
    }

    /// The same with normed queries and keys.
    public AttentionSpec withHeadNorm(HeadNorm norm) {
        return new AttentionSpec(heads, kvHeads, headDim, valueDim, fused, norm, clip, scoreCap, sinks, latent);
    }

    /// The same with clipped queries, keys and values.
    public AttentionSpec withClip(OptionalDouble limit) {
        return new AttentionSpec(heads, kvHeads, headDim, valueDim, fused, headNorm, limit, scoreCap, sinks, latent);
    }

    /// The same with soft-capped scores.
    public AttentionSpec withScoreCap(OptionalDouble cap) {
        return new AttentionSpec(heads, kvHeads, headDim, valueDim, fused, headNorm, clip, cap, sinks, latent);
    }

    /// The same with a sink a head.
    public AttentionSpec withSinks() {
        return new AttentionSpec(heads, kvHeads, headDim, valueDim, fused, headNorm, clip, scoreCap, true, latent);
    }
}
