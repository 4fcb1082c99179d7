package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;

import static org.sextant.runtime.model.Parameter.*;

/// StableLM: Llama with layer norms, part of each head rotated, and, where the config says so, a bias on queries, keys
/// and values.
final class StableLm implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("stablelm");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        for (String variant : Set.of("use_parallel_residual", "qk_layernorm")) {
            if (config.flag(variant, false)) {
                throw ConfigReader.unsupported(config, variant, "true");
            }
        }
        LlamaLike shape = LlamaLike.of(config, "stablelm").context(4096);
        ModelSpec spec = shape.spec(1 / Math.sqrt(shape.headDim()),
                RotaryReader.of(config, config.rope(10_000, 0.25), shape.headDim()));
        return shape.spec(spec.ends(), NormSpec.layer(ConfigReader.eps(config, "layer_norm_eps", 1e-5)),
                BlockForm.SEQUENTIAL,
                spec.mlp(), spec.blocks());
    }

    @Override
    public NameTable names(ModelConfig config) {
        return LlamaLike.names(config.flag("use_qkv_bias", false), false, false)
                .put(ATTENTION_NORM_BIAS, "model.layers.{l}.input_layernorm.bias")
                .put(MLP_NORM_BIAS, "model.layers.{l}.post_attention_layernorm.bias")
                .put(FINAL_NORM_BIAS, "model.norm.bias");
    }
}
