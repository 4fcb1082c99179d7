package org.sextant.runtime.model;

import java.util.List;
import java.util.Optional;

/// What a transformer is, in terms that no family owns.
///
/// @param modelType the family's `model_type`
/// @param dModel width of the residual stream
/// @param vocabSize rows of embedding and unembedding
/// @param contextLength longest sequence
/// @param ends how the residual stream begins and how it is read
/// @param norm every norm of the model
/// @param form where a block has its norms, and what its halves read
/// @param attention every block's attention
/// @param mlp the dense feed-forward layers
/// @param experts the feed-forward layers that are mixtures of experts, where the model has any
/// @param blocks one a block
public record ModelSpec(
        String modelType,
        int dModel,
        int vocabSize,
        int contextLength,
        EndsSpec ends,
        NormSpec norm,
        BlockForm form,
        AttentionSpec attention,
        MlpSpec mlp,
        Optional<ExpertSpec> experts,
        List<LayerSpec> blocks) {
    public ModelSpec {
        blocks = List.copyOf(blocks);
        if (experts.isEmpty() && blocks.stream().anyMatch(LayerSpec::mixture)) {
            throw new IllegalArgumentException("a block is a mixture, and the experts are not specified");
        }
    }

    /// A model whose feed-forward layers are all dense.
    public static ModelSpec dense(String modelType, int dModel, int vocabSize, int contextLength, EndsSpec ends,
            NormSpec norm, BlockForm form, AttentionSpec attention, MlpSpec mlp, List<LayerSpec> blocks) {
        return new ModelSpec(modelType, dModel, vocabSize, contextLength, ends, norm, form, attention, mlp,
                Optional.empty(), blocks);
    }

    /// Number of blocks.
    public int layers() {
        return blocks.size();
    }

    /// Query heads a block.
    public int heads() {
        return attention.heads();
    }

    /// Key-value heads a block; query head h reads key-value head `h / (heads / kvHeads)`.
    public int kvHeads() {
        return attention.kvHeads();
    }

    /// Width of one head's queries and keys.
    public int headDim() {
        return attention.headDim();
    }

    /// Width of the dense feed-forward layers.
    public int dMlp() {
        return mlp.width();
    }

    /// Whether the unembedding is the embedding.
    public boolean tied() {
        return ends.tied();
    }

    /// The same with its unembedding of its own, or with the embedding for one.
    public ModelSpec withTied(boolean isTied) {
        return new ModelSpec(modelType, dModel, vocabSize, contextLength, ends.withTied(isTied), norm, form, attention,
                mlp, experts, blocks);
    }

    /// The same with its last blocks only.
    public ModelSpec withLastBlocks(int count) {
        return new ModelSpec(modelType, dModel, vocabSize, contextLength, ends, norm, form, attention, mlp, experts,
                blocks.subList(blocks.size() - count, blocks.size()));
    }

    /// The same with another attention.
    public ModelSpec withAttention(AttentionSpec spec) {
        return new ModelSpec(modelType, dModel, vocabSize, contextLength, ends, norm, form, spec, mlp, experts, blocks);
    }
}
