package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.RopeSettings;
import org.sextant.runtime.model.AttentionSpec;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.EndsSpec;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;
import org.sextant.runtime.model.RotarySpec;

import static org.sextant.runtime.model.Parameter.*;

/// What Llama and its many descendants share: RMS norms, gated feed-forward layers, separate projections, rotary
/// embedding. Each family says how it differs, then takes the whole.
final class LlamaLike {
    private static final String ATTENTION = "model.layers.{l}.self_attn.";

    private final ModelConfig config;
    private final String type;
    private int kvHeads;
    private int headDim;
    private int context;
    private double eps = 1e-6;
    private int window;
    private IntPredicate slides = layer -> true;

    private LlamaLike(ModelConfig config, String type) {
        this.config = config;
        this.type = type;
        this.kvHeads = heads();
    }

    static LlamaLike of(ModelConfig config, String type) {
        return new LlamaLike(config, type);
    }

    /// Key-value heads where the config does not say; as many as query heads unless told.
    LlamaLike kvHeads(int fallback) {
        kvHeads = fallback;
        return this;
    }

    /// Width of a head where the config does not say; the model's width shared evenly unless told.
    LlamaLike headDim(int fallback) {
        headDim = fallback;
        return this;
    }

    /// The context where the config does not say.
    LlamaLike context(int fallback) {
        context = fallback;
        return this;
    }

    /// Of the norms, where the config does not say; 1e-6 unless told.
    LlamaLike eps(double fallback) {
        eps = fallback;
        return this;
    }

    /// A sliding window in some blocks.
    LlamaLike window(int width, IntPredicate blocks) {
        window = width;
        slides = blocks;
        return this;
    }

    int heads() {
        return ConfigReader.count(config, "num_attention_heads", 32);
    }

    int layers() {
        return ConfigReader.layers(config, "num_hidden_layers", 32);
    }

    int dModel() {
        return ConfigReader.count(config, "hidden_size");
    }

    int headDim() {
        return headDim == 0
                ? ConfigReader.headDim(config, dModel(), heads())
                : ConfigReader.count(config, "head_dim", headDim);
    }

    NormSpec norm() {
        return NormSpec.rms(ConfigReader.eps(config, "rms_norm_eps", eps));
    }

    boolean tied(boolean fallback) {
        return config.flag("tie_word_embeddings", fallback);
    }

    /// Scores by 1/√d, all blocks turning alike.
    ModelSpec spec() {
        RopeSettings rope = config.rope();
        return spec(1 / Math.sqrt(headDim()), RotaryReader.of(config, rope, headDim()));
    }

    ModelSpec spec(double scale, RotarySpec rotary) {
        IntPredicate sliding = ConfigReader.sliding(config, layers(), slides);
        return spec(ConfigReader.blocks(layers(), scale, Optional.of(rotary), window, sliding));
    }

    ModelSpec spec(List<LayerSpec> blocks) {
        return spec(EndsSpec.plain(tied(false)), norm(), BlockForm.SEQUENTIAL,
                new MlpSpec(ConfigReader.count(config, "intermediate_size"),
                        ConfigReader.activation(config, "hidden_act", "silu"), true),
                blocks);
    }

    ModelSpec spec(EndsSpec ends, NormSpec norm, BlockForm form, MlpSpec mlp, List<LayerSpec> blocks) {
        int trained = ConfigReader.count(config, "max_position_embeddings", context);
        return ModelSpec.dense(type, dModel(), ConfigReader.count(config, "vocab_size"),
                RotaryReader.context(config, config.rope(), trained), ends, norm, form,
                AttentionSpec.of(heads(), ConfigReader.kvHeads(config, heads(), kvHeads), headDim()), mlp, blocks);
    }

    /// @param inputBias whether queries, keys and values have a bias
    /// @param outputBias whether the output projection has one
    /// @param mlpBias whether the feed-forward matrices have one
    static NameTable names(boolean inputBias, boolean outputBias, boolean mlpBias) {
        String block = "model.layers.{l}.";
        return new NameTable("model.", "", "language_model.model.", "model.language_model.")
                .put(EMBEDDING, "model.embed_tokens.weight")
                .put(ATTENTION_NORM_WEIGHT, block + "input_layernorm.weight")
                .putWithBiasIf(inputBias, QUERY_WEIGHT, QUERY_BIAS, ATTENTION + "q_proj")
                .putWithBiasIf(inputBias, KEY_WEIGHT, KEY_BIAS, ATTENTION + "k_proj")
                .putWithBiasIf(inputBias, VALUE_WEIGHT, VALUE_BIAS, ATTENTION + "v_proj")
                .putWithBiasIf(outputBias, OUTPUT_WEIGHT, OUTPUT_BIAS, ATTENTION + "o_proj")
                .put(MLP_NORM_WEIGHT, block + "post_attention_layernorm.weight")
                .putWithBiasIf(mlpBias, GATE_WEIGHT, GATE_BIAS, block + "mlp.gate_proj")
                .putWithBiasIf(mlpBias, UP_WEIGHT, UP_BIAS, block + "mlp.up_proj")
                .putWithBiasIf(mlpBias, DOWN_WEIGHT, DOWN_BIAS, block + "mlp.down_proj")
                .put(FINAL_NORM_WEIGHT, "model.norm.weight").put(UNEMBEDDING, "lm_head.weight")
                .ignore("\\.rotary_emb\\.inv_freq$").ignore("^(model\\.)?(vision_tower|multi_modal_projector)\\.");
    }

    /// Names without any bias.
    static NameTable names() {
        return names(false, false, false);
    }

    /// Adds the norms of queries and keys.
    static NameTable withHeadNorms(NameTable names) {
        return names.put(QUERY_NORM_WEIGHT, ATTENTION + "q_norm.weight").put(KEY_NORM_WEIGHT,
                ATTENTION + "k_norm.weight");
    }

    /// Adds a router and an expert's three matrices under names of their own.
    static NameTable withExperts(NameTable names, String mlp) {
        return names.put(ROUTER_WEIGHT, mlp + "gate.weight")
                .put(EXPERT_GATE_WEIGHT, mlp + "experts.{e}.gate_proj.weight")
                .put(EXPERT_UP_WEIGHT, mlp + "experts.{e}.up_proj.weight")
                .put(EXPERT_DOWN_WEIGHT, mlp + "experts.{e}.down_proj.weight");
    }

    /// Adds the expert that sees every token.
    static NameTable withShared(NameTable names, String shared) {
        return names.put(SHARED_GATE_WEIGHT, shared + ".gate_proj.weight")
                .put(SHARED_UP_WEIGHT, shared + ".up_proj.weight")
                .put(SHARED_DOWN_WEIGHT, shared + ".down_proj.weight");
    }
}
