package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.RouterSpec.GroupScore;
import org.sextant.runtime.model.RouterSpec.Scores;

import static org.sextant.runtime.model.Parameter.*;

/// DeepSeek-V3 and R1 (METHODS.md 6.4.16): a sigmoid router whose choice is corrected by a bias that its weights do not
/// see. What predicts several tokens ahead, stored as further blocks, is left out.
final class DeepSeekV3 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("deepseek_v3");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        return DeepSeek.spec(config, "deepseek_v3", new DeepSeek.Defaults(3, 256, 8, 2048, 1),
                new RouterSpec(Scores.SIGMOID, ConfigReader.count(config, "n_group", 8),
                        ConfigReader.count(config, "topk_group", 4),
                        GroupScore.BEST_TWO, config.flag("norm_topk_prob", true),
                        config.number("routed_scaling_factor", 2.5)));
    }

    @Override
    public NameTable names(ModelConfig config) {
        return DeepSeek.names(config)
                .put(ROUTER_CORRECTION, "model.layers.{l}.mlp.gate.e_score_correction_bias")
                .ignore("^model\\.layers\\." + ConfigReader.count(config, "num_hidden_layers") + "\\.");
    }
}
