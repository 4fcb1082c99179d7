package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.RopeSettings;
import org.sextant.runtime.model.AttentionSpec;
import org.sextant.runtime.model.AttentionSpec.LatentSpec;
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RotarySpec;
import org.sextant.runtime.model.RouterSpec;

import static org.sextant.runtime.model.Parameter.*;

/// What DeepSeek-V2 and V3 share (METHODS.md 6.4.16): latent attention with neighbours that turn together, a few dense
/// blocks, then experts of which some see every token.
final class DeepSeek {
    private static final String ATTENTION = "model.layers.{l}.self_attn.";
    private static final String MLP = "model.layers.{l}.mlp.";

    private DeepSeek() {}

    /// What the two versions say differently where the config is silent.
    ///
    /// @param firstDense blocks without experts
    /// @param experts experts a block
    /// @param chosen experts a token
    /// @param expertWidth neurons of one
    /// @param shared experts that see every token
    record Defaults(int firstDense, int experts, int chosen, int expertWidth, int shared) {}

    static ModelSpec spec(ModelConfig config, String type, Defaults defaults, RouterSpec router) {
        if (config.flag("attention_bias", false)) {
            throw ConfigReader.unsupported(config, "attention_bias", "true");
        }
        LlamaLike shape = LlamaLike.of(config, type).context(4096);
        LatentSpec latent = new LatentSpec(
                config.isNull("q_lora_rank") ? 0 : ConfigReader.count(config, "q_lora_rank", 1536),
                ConfigReader.count(config, "kv_lora_rank", 512), ConfigReader.count(config, "qk_nope_head_dim", 128),
                ConfigReader.count(config, "qk_rope_head_dim", 64));
        ModelSpec dense = shape.spec(blocks(config, shape.layers(), latent));
        int firstExperts = config.integer("first_k_dense_replace", defaults.firstDense());
        int step = ConfigReader.count(config, "moe_layer_freq", 1);
        int width = ConfigReader.count(config, "moe_intermediate_size", defaults.expertWidth());
        int shared = ConfigReader.countOrNone(config, "n_shared_experts", defaults.shared());
        ExpertSpec experts = Mixtures.experts(config, defaults.experts(), defaults.chosen(), width, router,
                shared == 0 ? Optional.empty() : Optional.of(new ExpertSpec.Shared(width * shared, false)));
        return Mixtures.in(dense, layer -> layer >= firstExperts && layer % step == 0, experts)
                .withAttention(
                        AttentionSpec.latent(shape.heads(), ConfigReader.count(config, "v_head_dim", 128), latent));
    }

    private static List<LayerSpec> blocks(ModelConfig config, int layers, LatentSpec latent) {
        RopeSettings rope = config.rope();
        // What the config calls partial here is already the width of the rotated part.
        RotarySpec turning = RotaryReader.of(config,
                new RopeSettings(rope.theta(), rope.type(), 1, rope.parameters()), latent.rotated());
        RotarySpec rotary = new RotarySpec(latent.rotated(), RotarySpec.Place.LAST,
                config.flag("rope_interleave", true), turning.attentionFactor(), turning.frequencies());
        double scale = 1 / Math.sqrt(latent.unrotated() + latent.rotated());
        double overall = rope.parameter("mscale_all_dim").orElse(0);
        if (rope.type().equals("yarn") && overall != 0) {
            double stretch = RotaryReader.attentionScale(rope.parameter("factor").orElse(1), overall);
            scale *= stretch * stretch;
        }
        return ConfigReader.blocks(layers, scale, Optional.of(rotary), 0, layer -> false);
    }

    static NameTable names(ModelConfig config) {
        NameTable names = LlamaLike.withShared(LlamaLike.withExperts(LlamaLike.names(), MLP), MLP + "shared_experts")
                .remove(KEY_WEIGHT).remove(VALUE_WEIGHT)
                .put(LATENT_DOWN_WEIGHT, ATTENTION + "kv_a_proj_with_mqa.weight")
                .put(LATENT_NORM, ATTENTION + "kv_a_layernorm.weight")
                .put(LATENT_UP_WEIGHT, ATTENTION + "kv_b_proj.weight");
        if (!config.isNull("q_lora_rank")) {
            names.remove(QUERY_WEIGHT).put(QUERY_DOWN_WEIGHT, ATTENTION + "q_a_proj.weight")
                    .put(QUERY_DOWN_NORM, ATTENTION + "q_a_layernorm.weight")
                    .put(QUERY_UP_WEIGHT, ATTENTION + "q_b_proj.weight");
        }
        return names;
    }
}
