package org.sextant.runtime.model.family;

import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.ModelSpec;

import static org.sextant.runtime.model.Parameter.*;

/// Qwen1.5-MoE and Qwen2-MoE (METHODS.md 6.4.15): Qwen2 with experts, one of which sees every token through a gate.
final class Qwen2Moe implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("qwen2_moe");
    }

    private static final String MLP = "model.layers.{l}.mlp.";

    @Override
    public ModelSpec spec(ModelConfig config) {
        ModelSpec dense = Qwen2.windowed(LlamaLike.of(config, "qwen2_moe").kvHeads(16).context(32_768), config).spec();
        ExpertSpec.Shared shared = new ExpertSpec.Shared(
                ConfigReader.count(config, "shared_expert_intermediate_size", 5632), true);
        return Mixtures.in(dense, Mixtures.qwenBlocks(config),
                Mixtures.qwen(config, 60, 4, 1408, Optional.of(shared)));
    }

    @Override
    public NameTable names(ModelConfig config) {
        return LlamaLike.withShared(
                LlamaLike.withExperts(LlamaLike.names(config.flag("qkv_bias", true), false, false), MLP),
                MLP + "shared_expert").put(SHARED_MIX_WEIGHT, MLP + "shared_expert_gate.weight");
    }
}
