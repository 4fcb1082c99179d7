package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.AttentionSpec;
import org.sextant.runtime.model.AttentionSpec.FusedHeads;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.EndsSpec;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;

import static org.sextant.runtime.model.Parameter.*;

/// GPT-2 (METHODS.md 6.4.1): learned positions, layer norms, one fused projection for queries, keys and values, and
/// matrices stored `[in, out]`.
final class Gpt2 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("gpt2");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        int width = ConfigReader.count(config, "n_embd", 768);
        int heads = ConfigReader.count(config, "n_head", 12);
        int headDim = ConfigReader.headDim(config, width, heads);
        return ModelSpec.dense("gpt2", width, ConfigReader.count(config, "vocab_size", 50257),
                ConfigReader.count(config, "n_positions", 1024),
                EndsSpec.learned(config.flag("tie_word_embeddings", true)),
                NormSpec.layer(ConfigReader.eps(config, "layer_norm_epsilon", 1e-5)), BlockForm.SEQUENTIAL,
                AttentionSpec.of(heads, heads, headDim).withFused(FusedHeads.BY_KIND),
                new MlpSpec(ConfigReader.count(config, "n_inner", 4 * width),
                        ConfigReader.activation(config, "activation_function", "gelu_new"), false),
                blocks(config, headDim));
    }

    private static List<LayerSpec> blocks(ModelConfig config, int headDim) {
        double scale = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(headDim) : 1;
        boolean byDepth = config.flag("scale_attn_by_inverse_layer_idx", false);
        return IntStream.range(0, ConfigReader.layers(config, "n_layer", 12))
                .mapToObj(layer -> LayerSpec.full(byDepth ? scale / (layer + 1) : scale, Optional.empty())).toList();
    }

    @Override
    public NameTable names(ModelConfig config) {
        String block = "transformer.h.{l}.";
        return new NameTable("transformer.", "").put(EMBEDDING, "transformer.wte.weight")
                .put(POSITIONS, "transformer.wpe.weight")
                .putBoth(ATTENTION_NORM_WEIGHT, ATTENTION_NORM_BIAS, block + "ln_1")
                .putTransposed(QKV_WEIGHT, block + "attn.c_attn.weight").put(QKV_BIAS, block + "attn.c_attn.bias")
                .putTransposed(OUTPUT_WEIGHT, block + "attn.c_proj.weight")
                .put(OUTPUT_BIAS, block + "attn.c_proj.bias")
                .putBoth(MLP_NORM_WEIGHT, MLP_NORM_BIAS, block + "ln_2")
                .putTransposed(UP_WEIGHT, block + "mlp.c_fc.weight").put(UP_BIAS, block + "mlp.c_fc.bias")
                .putTransposed(DOWN_WEIGHT, block + "mlp.c_proj.weight").put(DOWN_BIAS, block + "mlp.c_proj.bias")
                .putBoth(FINAL_NORM_WEIGHT, FINAL_NORM_BIAS, "transformer.ln_f").put(UNEMBEDDING, "lm_head.weight")
                .ignore("\\.attn\\.(masked_)?bias$");
    }
}
