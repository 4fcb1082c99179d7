package org.sextant.runtime.model.family;

import java.util.List;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.ModelSpec.FusedHeads;
import org.sextant.runtime.model.NormSpec;

import static org.sextant.runtime.model.Parameter.*;

/// What Llama and its many descendants share: RMS norms, gated feed-forward layers, separate projections, rotary
/// embedding over the whole head.
///
/// @param config the config
/// @param heads query heads
/// @param headDim width of a head
record LlamaShape(ModelConfig config, int heads, int headDim) {
    static LlamaShape of(ModelConfig config) {
        int heads = config.requiredInteger("num_attention_heads");
        return new LlamaShape(config, heads,
                ConfigReader.headDim(config, config.requiredInteger("hidden_size"), heads));
    }

    int layers() {
        return config.requiredInteger("num_hidden_layers");
    }

    double scale() {
        return 1 / Math.sqrt(headDim);
    }

    ModelSpec spec(String type, int defaultKvHeads, int defaultContext, List<LayerSpec> blocks) {
        return new ModelSpec(type, config.requiredInteger("hidden_size"), heads,
                ConfigReader.kvHeads(config, heads, defaultKvHeads), headDim,
                config.requiredInteger("intermediate_size"), config.requiredInteger("vocab_size"),
                config.integer("max_position_embeddings", defaultContext),
                new NormSpec(NormSpec.Kind.RMS, config.number("rms_norm_eps", 1e-6)),
                RotaryFrequencies.of(config, config.rope(), headDim),
                ConfigReader.activation(config, "hidden_act", "silu"), true, FusedHeads.SEPARATE, false,
                config.flag("tie_word_embeddings", false), blocks);
    }

    /// @param inputBias whether queries, keys and values have a bias
    /// @param outputBias whether the output projection has one
    /// @param mlpBias whether the feed-forward matrices have one
    static NameTable names(boolean inputBias, boolean outputBias, boolean mlpBias) {
        String block = "model.layers.{l}.";
        return new NameTable("model.").put(EMBEDDING, "model.embed_tokens.weight")
                .put(ATTENTION_NORM_WEIGHT, block + "input_layernorm.weight")
                .putWithBiasIf(inputBias, QUERY_WEIGHT, QUERY_BIAS, block + "self_attn.q_proj")
                .putWithBiasIf(inputBias, KEY_WEIGHT, KEY_BIAS, block + "self_attn.k_proj")
                .putWithBiasIf(inputBias, VALUE_WEIGHT, VALUE_BIAS, block + "self_attn.v_proj")
                .putWithBiasIf(outputBias, OUTPUT_WEIGHT, OUTPUT_BIAS, block + "self_attn.o_proj")
                .put(MLP_NORM_WEIGHT, block + "post_attention_layernorm.weight")
                .putWithBiasIf(mlpBias, GATE_WEIGHT, GATE_BIAS, block + "mlp.gate_proj")
                .putWithBiasIf(mlpBias, UP_WEIGHT, UP_BIAS, block + "mlp.up_proj")
                .putWithBiasIf(mlpBias, DOWN_WEIGHT, DOWN_BIAS, block + "mlp.down_proj")
                .put(FINAL_NORM_WEIGHT, "model.norm.weight").put(UNEMBEDDING, "lm_head.weight")
                .ignore("\\.rotary_emb\\.inv_freq$");
    }
}
