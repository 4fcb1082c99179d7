package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.AttentionSpec.HeadNorm;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.ModelSpec;

import static org.sextant.runtime.model.Parameter.*;

/// OLMo 2 (METHODS.md 6.4.12): Llama with its norms after attention and feed-forward layer instead of before them, and
/// norms over all queries and all keys of a position.
final class Olmo2 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("olmo2");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        LlamaLike shape = LlamaLike.of(config, "olmo2").context(2048).eps(1e-5);
        ModelSpec plain = shape.spec();
        return shape.spec(plain.ends(), plain.norm(), BlockForm.NORMS_AFTER, plain.mlp(), plain.blocks())
                .withAttention(plain.attention().withHeadNorm(HeadNorm.ALL_HEADS));
    }

    @Override
    public NameTable names(ModelConfig config) {
        boolean bias = config.flag("attention_bias", false);
        return LlamaLike.withHeadNorms(LlamaLike.names(bias, bias, false)).remove(ATTENTION_NORM_WEIGHT)
                .remove(MLP_NORM_WEIGHT)
                .put(ATTENTION_OUT_NORM_WEIGHT, "model.layers.{l}.post_attention_layernorm.weight")
                .put(MLP_OUT_NORM_WEIGHT, "model.layers.{l}.post_feedforward_layernorm.weight");
    }
}
