package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.AttentionSpec;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.EndsSpec;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;

import static org.sextant.runtime.model.Parameter.*;

/// GPT-Neo and TinyStories (METHODS.md 6.4.2): learned positions, layer norms, scores that are not scaled, and a window in
/// the blocks that the config calls local.
final class GptNeo implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("gpt_neo");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        int width = ConfigReader.count(config, "hidden_size", 2048);
        int heads = ConfigReader.count(config, "num_heads", 16);
        return ModelSpec.dense("gpt_neo", width, ConfigReader.count(config, "vocab_size", 50257),
                ConfigReader.count(config, "max_position_embeddings", 2048),
                EndsSpec.learned(config.flag("tie_word_embeddings", true)),
                NormSpec.layer(ConfigReader.eps(config, "layer_norm_epsilon", 1e-5)), BlockForm.SEQUENTIAL,
                AttentionSpec.of(heads, heads, ConfigReader.headDim(config, width, heads)),
                new MlpSpec(ConfigReader.count(config, "intermediate_size", 4 * width),
                        ConfigReader.activation(config, "activation_function", "gelu_new"), false),
                blocks(config));
    }

    private static List<LayerSpec> blocks(ModelConfig config) {
        int layers = ConfigReader.layers(config, "num_layers", 24);
        List<String> kinds = config.repeatedTexts("attention_types");
        if (!kinds.isEmpty() && kinds.size() != layers) {
            throw new ModelException("attention_types names " + kinds.size() + " blocks of " + layers,
                    "in " + config.file(), "correct attention_types or num_layers");
        }
        int window = ConfigReader.count(config, "window_size", 256);
        return ConfigReader.blocks(layers, 1, Optional.empty(), window,
                layer -> kinds.isEmpty() ? layer % 2 == 1 : kinds.get(layer).equals("local"));
    }

    @Override
    public NameTable names(ModelConfig config) {
        String block = "transformer.h.{l}.";
        String attention = block + "attn.attention.";
        return new NameTable("transformer.", "").put(EMBEDDING, "transformer.wte.weight")
                .put(POSITIONS, "transformer.wpe.weight")
                .putBoth(ATTENTION_NORM_WEIGHT, ATTENTION_NORM_BIAS, block + "ln_1")
                .put(QUERY_WEIGHT, attention + "q_proj.weight").put(KEY_WEIGHT, attention + "k_proj.weight")
                .put(VALUE_WEIGHT, attention + "v_proj.weight")
                .putBoth(OUTPUT_WEIGHT, OUTPUT_BIAS, attention + "out_proj")
                .putBoth(MLP_NORM_WEIGHT, MLP_NORM_BIAS, block + "ln_2").putBoth(UP_WEIGHT, UP_BIAS, block + "mlp.c_fc")
                .putBoth(DOWN_WEIGHT, DOWN_BIAS, block + "mlp.c_proj")
                .putBoth(FINAL_NORM_WEIGHT, FINAL_NORM_BIAS, "transformer.ln_f").put(UNEMBEDDING, "lm_head.weight")
                .ignore("\\.attention\\.(masked_)?bias$");
    }
}
