package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.RouterSpec.GroupScore;
import org.sextant.runtime.model.RouterSpec.Scores;

/// DeepSeek-V2 and V2-Lite (METHODS.md 6.4.16): a softmax router, in the large model within its best groups.
final class DeepSeekV2 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("deepseek_v2");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        String method = config.text("topk_method").orElse("greedy");
        boolean grouped = method.equals("group_limited_greedy");
        if (!grouped && !method.equals("greedy")) {
            throw ConfigReader.unsupported(config, "topk_method", method);
        }
        return DeepSeek.spec(config, "deepseek_v2", new DeepSeek.Defaults(0, 64, 6, 1407, 2),
                new RouterSpec(Scores.SOFTMAX, grouped ? ConfigReader.count(config, "n_group") : 1,
                        grouped ? ConfigReader.count(config, "topk_group") : 1, GroupScore.BEST, false,
                        config.number("routed_scaling_factor", 1)));
    }

    @Override
    public NameTable names(ModelConfig config) {
        return DeepSeek.names(config);
    }
}
