package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntPredicate;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;

import static org.sextant.runtime.model.Parameter.*;

/// Gemma 2 (METHODS.md 6.4.9): Gemma with norms before and after attention and feed-forward layer, soft caps, and a
/// sliding window in every other block.
final class Gemma2 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("gemma2");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        LlamaLike shape = Gemma.shape(config, "gemma2").kvHeads(4);
        IntPredicate slides = ConfigReader.sliding(config, shape.layers(), layer -> layer % 2 == 0);
        List<LayerSpec> blocks = ConfigReader.blocks(shape.layers(), attentionScale(config),
                Optional.of(RotaryReader.of(config, config.rope(), shape.headDim())),
                ConfigReader.window(config, 4096), slides);
        ModelSpec spec = Gemma.spec(shape, cap(config, "final_logit_softcapping", 30), BlockForm.NORMS_AROUND,
                mlp(config), blocks);
        return spec.withAttention(spec.attention().withScoreCap(cap(config, "attn_logit_softcapping", 50)));
    }

    static double attentionScale(ModelConfig config) {
        return 1 / Math.sqrt(
                ConfigReader.positive(config, "query_pre_attn_scalar", config.number("query_pre_attn_scalar", 256)));
    }

    static MlpSpec mlp(ModelConfig config) {
        String key = config.has("hidden_activation") ? "hidden_activation" : "hidden_act";
        return new MlpSpec(ConfigReader.count(config, "intermediate_size", 9216),
                ConfigReader.activation(config, key, "gelu_pytorch_tanh"), true);
    }

    private static OptionalDouble cap(ModelConfig config, String key, double fallback) {
        return config.isNull(key)
                ? OptionalDouble.empty()
                : OptionalDouble.of(ConfigReader.positive(config, key, config.number(key, fallback)));
    }

    @Override
    public NameTable names(ModelConfig config) {
        return namesAround();
    }

    /// The names of the norms that stand around attention and feed-forward layer.
    static NameTable namesAround() {
        String block = "model.layers.{l}.";
        return LlamaLike.names().put(ATTENTION_OUT_NORM_WEIGHT, block + "post_attention_layernorm.weight")
                .put(MLP_NORM_WEIGHT, block + "pre_feedforward_layernorm.weight")
                .put(MLP_OUT_NORM_WEIGHT, block + "post_feedforward_layernorm.weight");
    }
}
