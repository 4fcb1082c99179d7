package org.sextant.runtime.model.family;

import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.AttentionSpec.HeadNorm;
import org.sextant.runtime.model.ModelSpec;

/// Qwen3-MoE (METHODS.md 6.4.15): Qwen3 with experts.
final class Qwen3Moe implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("qwen3_moe");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        ModelSpec dense = Qwen2.windowed(LlamaLike.of(config, "qwen3_moe").kvHeads(4).context(32_768), config).spec();
        return Mixtures
                .in(dense, Mixtures.qwenBlocks(config), Mixtures.qwen(config, 128, 8, 768, Optional.empty()))
                .withAttention(dense.attention().withHeadNorm(HeadNorm.PER_HEAD));
    }

    @Override
    public NameTable names(ModelConfig config) {
        boolean bias = config.flag("attention_bias", false);
        return LlamaLike.withExperts(LlamaLike.withHeadNorms(LlamaLike.names(bias, bias, false)),
                "model.layers.{l}.mlp.");
    }
}
