package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.RouterSpec.Scores;

/// What families with experts share.
final class Mixtures {
    private Mixtures() {}

    /// A dense model with experts in some of its blocks.
    static ModelSpec in(ModelSpec dense, IntPredicate blocks, ExpertSpec experts) {
        return new ModelSpec(dense.modelType(), dense.dModel(), dense.vocabSize(), dense.contextLength(), dense.ends(),
                dense.norm(), dense.form(), dense.attention(), dense.mlp(), Optional.of(experts),
                ConfigReader.withMixtures(dense.blocks(), blocks));
    }

    /// Which blocks of a Qwen model have experts.
    static IntPredicate qwenBlocks(ModelConfig config) {
        List<Integer> dense = config.integers("mlp_only_layers");
        int step = config.integer("decoder_sparse_step", 1);
        return layer -> !dense.contains(layer) && (layer + 1) % step == 0;
    }

    /// The experts of a Qwen model.
    static ExpertSpec qwen(ModelConfig config, int count, int chosen, int width, Optional<ExpertSpec.Shared> shared) {
        return new ExpertSpec(ConfigReader.experts(config, count), config.integer("num_experts_per_tok", chosen),
                config.integer("moe_intermediate_size", width), ExpertSpec.Kind.GATED,
                RouterSpec.plain(Scores.SOFTMAX, config.flag("norm_topk_prob", false)), shared);
    }
}
