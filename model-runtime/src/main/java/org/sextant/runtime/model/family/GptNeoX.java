package org.sextant.runtime.model.family;

import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.RopeSettings;
import org.sextant.runtime.model.AttentionSpec;
import org.sextant.runtime.model.AttentionSpec.FusedHeads;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.EndsSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;

import static org.sextant.runtime.model.Parameter.*;

/// GPT-NeoX and Pythia (METHODS.md 6.4.3): attention and feed-forward layer side by side, part of each head rotated,
/// queries, keys and values fused head by head.
final class GptNeoX implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("gpt_neox");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        int width = ConfigReader.count(config, "hidden_size", 6144);
        int heads = ConfigReader.count(config, "num_attention_heads", 64);
        int headDim = ConfigReader.headDim(config, width, heads);
        RopeSettings rope = config.rope(10_000, 0.25);
        return ModelSpec.dense("gpt_neox", width, ConfigReader.count(config, "vocab_size", 50432),
                RotaryReader.context(config, rope, ConfigReader.count(config, "max_position_embeddings", 2048)),
                EndsSpec.plain(config.flag("tie_word_embeddings", false)),
                NormSpec.layer(ConfigReader.eps(config, "layer_norm_eps", 1e-5)),
                config.flag("use_parallel_residual", true) ? BlockForm.PARALLEL : BlockForm.SEQUENTIAL,
                AttentionSpec.of(heads, heads, headDim).withFused(FusedHeads.BY_HEAD),
                new MlpSpec(ConfigReader.count(config, "intermediate_size", 24576),
                        ConfigReader.activation(config, "hidden_act", "gelu"), false),
                ConfigReader.blocks(ConfigReader.layers(config, "num_hidden_layers", 44), 1 / Math.sqrt(headDim),
                        Optional.of(RotaryReader.of(config, rope, headDim)), 0, layer -> false));
    }

    @Override
    public NameTable names(ModelConfig config) {
        String block = "gpt_neox.layers.{l}.";
        boolean bias = config.flag("attention_bias", true);
        return new NameTable("gpt_neox.", "").put(EMBEDDING, "gpt_neox.embed_in.weight")
                .putBoth(ATTENTION_NORM_WEIGHT, ATTENTION_NORM_BIAS, block + "input_layernorm")
                .putWithBiasIf(bias, QKV_WEIGHT, QKV_BIAS, block + "attention.query_key_value")
                .putWithBiasIf(bias, OUTPUT_WEIGHT, OUTPUT_BIAS, block + "attention.dense")
                .putBoth(MLP_NORM_WEIGHT, MLP_NORM_BIAS, block + "post_attention_layernorm")
                .putBoth(UP_WEIGHT, UP_BIAS, block + "mlp.dense_h_to_4h")
                .putBoth(DOWN_WEIGHT, DOWN_BIAS, block + "mlp.dense_4h_to_h")
                .putBoth(FINAL_NORM_WEIGHT, FINAL_NORM_BIAS, "gpt_neox.final_layer_norm")
                .put(UNEMBEDDING, "embed_out.weight").ignore("\\.attention\\.(masked_)?bias$")
                .ignore("\\.rotary_emb\\.inv_freq$");
    }
}
