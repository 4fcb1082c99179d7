package org.sextant.runtime.model.family;

import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.RouterSpec.Scores;

import static org.sextant.runtime.model.Parameter.*;

/// Mixtral (METHODS.md 6.4.14): Mistral with experts in every block.
final class Mixtral implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("mixtral");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        LlamaLike shape = LlamaLike.of(config, "mixtral").kvHeads(8).context(131_072).eps(1e-5)
                .window(ConfigReader.window(config, 0), layer -> true);
        return Mixtures.in(
                shape.spec(1 / Math.sqrt(shape.headDim()),
                        RotaryReader.of(config, config.rope(1e6, 1), shape.headDim())),
                layer -> true,
                Mixtures.experts(config, 8, 2, ConfigReader.count(config, "intermediate_size"),
                        RouterSpec.plain(Scores.SOFTMAX, true), Optional.empty()));
    }

    @Override
    public NameTable names(ModelConfig config) {
        String mixture = "model.layers.{l}.block_sparse_moe.";
        return LlamaLike.names().put(ROUTER_WEIGHT, mixture + "gate.weight")
                .put(EXPERT_GATE_WEIGHT, mixture + "experts.{e}.w1.weight")
                .put(EXPERT_UP_WEIGHT, mixture + "experts.{e}.w3.weight")
                .put(EXPERT_DOWN_WEIGHT, mixture + "experts.{e}.w2.weight");
    }
}
