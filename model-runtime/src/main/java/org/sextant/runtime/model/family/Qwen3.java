package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.AttentionSpec.HeadNorm;
import org.sextant.runtime.model.ModelSpec;

/// Qwen3 (METHODS.md 6.4.7): Llama with a norm for the queries and keys of each head.
final class Qwen3 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("qwen3");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        ModelSpec spec = Qwen2.windowed(LlamaLike.of(config, "qwen3").kvHeads(32).headDim(128).context(32_768), config)
                .spec();
        return spec.withAttention(spec.attention().withHeadNorm(HeadNorm.PER_HEAD));
    }

    @Override
    public NameTable names(ModelConfig config) {
        boolean bias = config.flag("attention_bias", false);
        return LlamaLike.withHeadNorms(LlamaLike.names(bias, bias, false));
    }
}
