package org.sextant.runtime.model;

import java.util.List;

/// What a transformer is, in terms that no family owns.
///
/// @param modelType the family's `model_type`
/// @param dModel width of the residual stream
/// @param heads query heads a block
/// @param kvHeads key-value heads a block; query head h reads key-value head `h / (heads / kvHeads)`
/// @param headDim width of one head
/// @param dMlp width of the feed-forward layer
/// @param vocabSize rows of embedding and unembedding
/// @param contextLength longest sequence
/// @param norm every norm of the model
/// @param position how positions enter
/// @param activation nonlinearity of the feed-forward layer
/// @param gated whether the feed-forward layer is `down(act(gate x) ⊙ up x)` rather than `down(act(up x))`
/// @param fusedHeads layout of a fused query-key-value projection, where the family has one
/// @param parallel whether attention and feed-forward layer both read the block's input
/// @param tied whether the unembedding is the embedding
/// @param blocks one a block
public record ModelSpec(
        String modelType,
        int dModel,
        int heads,
        int kvHeads,
        int headDim,
        int dMlp,
        int vocabSize,
        int contextLength,
        NormSpec norm,
        PositionSpec position,
        Activation activation,
        boolean gated,
        FusedHeads fusedHeads,
        boolean parallel,
        boolean tied,
        List<LayerSpec> blocks) {
    public ModelSpec {
        blocks = List.copyOf(blocks);
        if (heads % kvHeads != 0) {
            throw new IllegalArgumentException(heads + " heads do not share " + kvHeads + " key-value heads evenly");
        }
    }

    /// Number of blocks.
    public int layers() {
        return blocks.size();
    }

    /// The same with its unembedding of its own, or with the embedding for one.
    public ModelSpec withTied(boolean isTied) {
        return new ModelSpec(modelType, dModel, heads, kvHeads, headDim, dMlp, vocabSize, contextLength, norm, position,
                activation, gated, fusedHeads, parallel, isTied, blocks);
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
}
