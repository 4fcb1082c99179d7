package org.sextant.runtime.model.family;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.AttentionSpec.HeadNorm;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.RouterSpec.Scores;

/// OLMoE (METHODS.md 6.4.13): Llama with norms over all queries and all keys, and experts in every block.
final class Olmoe implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("olmoe");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        ModelSpec spec = Mixtures.in(LlamaLike.of(config, "olmoe").context(4096).eps(1e-5).spec(), layer -> true,
                Mixtures.experts(config, 64, 8, ConfigReader.count(config, "intermediate_size"),
                        RouterSpec.plain(Scores.SOFTMAX, config.flag("norm_topk_prob", false)), Optional.empty()));
        return spec.withAttention(
                spec.attention().withHeadNorm(HeadNorm.ALL_HEADS).withClip(clip(config)));
    }

    private static OptionalDouble clip(ModelConfig config) {
        OptionalDouble limit = config.optionalNumber("clip_qkv");
        limit.ifPresent(value -> ConfigReader.positive(config, "clip_qkv", value));
        return limit;
    }

    @Override
    public NameTable names(ModelConfig config) {
        boolean bias = config.flag("attention_bias", false);
        return LlamaLike.withExperts(LlamaLike.withHeadNorms(LlamaLike.names(bias, bias, false)),
                "model.layers.{l}.mlp.");
    }
}
