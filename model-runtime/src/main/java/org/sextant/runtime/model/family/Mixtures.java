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
        int step = ConfigReader.count(config, "decoder_sparse_step", 1);
        return layer -> !dense.contains(layer) && (layer + 1) % step == 0;
    }

    /// The experts of a Qwen model.
    static ExpertSpec qwen(ModelConfig config, int count, int chosen, int width, Optional<ExpertSpec.Shared> shared) {
        return experts(config, count, chosen, ConfigReader.count(config, "moe_intermediate_size", width),
                RouterSpec.plain(Scores.SOFTMAX, config.flag("norm_topk_prob", false)), shared);
    }

    /// Gated experts.
    ///
    /// @param count experts a block, where the config does not say
    /// @param chosen experts a token, where the config does not say
    static ExpertSpec experts(ModelConfig config, int count, int chosen, int width, RouterSpec router,
            Optional<ExpertSpec.Shared> shared) {
        return experts(config, count, chosen, width, ExpertSpec.Kind.GATED, router, shared);
    }

    /// @throws ModelException if the numbers of experts and groups do not fit each other
    static ExpertSpec experts(ModelConfig config, int count, int chosen, int width, ExpertSpec.Kind kind,
            RouterSpec router, Optional<ExpertSpec.Shared> shared) {
        int experts = ConfigReader.experts(config, count);
        int eligible = experts % router.groups() == 0 && router.groupsKept() <= router.groups()
                ? experts / router.groups() * router.groupsKept()
                : 0;
        if (eligible == 0) {
            throw new ModelException(
                    experts + " experts do not make " + router.groups() + " groups of which " + router.groupsKept()
                            + " are kept",
                    "in " + config.file(), "correct n_group and topk_group as the model's authors publish them");
        }
        return new ExpertSpec(experts, ConfigReader.chosenExperts(config, eligible, chosen), width, kind, router,
                shared);
    }
}
