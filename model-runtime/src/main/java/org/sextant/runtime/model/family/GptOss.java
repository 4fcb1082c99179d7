package org.sextant.runtime.model.family;

import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.model.RouterSpec.Scores;

import static org.sextant.runtime.model.Parameter.*;

/// GPT-OSS (METHODS.md 6.4.17): a window in every other block, a sink a head, biases on all projections of attention, and
/// clamped experts, stored in bfloat16 or in MXFP4.
final class GptOss implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("gpt_oss");
    }

    private static final String MLP = "model.layers.{l}.mlp.";

    @Override
    public ModelSpec spec(ModelConfig config) {
        LlamaLike shape = LlamaLike.of(config, "gpt_oss").kvHeads(8).headDim(64).context(131_072).eps(1e-5)
                .window(ConfigReader.window(config, 128), layer -> layer % 2 == 0);
        ModelSpec dense = shape.spec(1 / Math.sqrt(shape.headDim()),
                RotaryReader.of(config, config.rope(150_000, 1), shape.headDim()));
        ExpertSpec experts = Mixtures.experts(config, 128, 4, ConfigReader.count(config, "intermediate_size", 2880),
                ExpertSpec.Kind.CLAMPED, RouterSpec.plain(Scores.SOFTMAX_OF_CHOSEN, false), Optional.empty());
        return Mixtures.in(dense, layer -> true, experts).withAttention(dense.attention().withSinks());
    }

    @Override
    public NameTable names(ModelConfig config) {
        String gateUp = MLP + "experts.gate_up_proj";
        String down = MLP + "experts.down_proj";
        NameTable names = LlamaLike.names(true, true, false).put(SINKS, "model.layers.{l}.self_attn.sinks")
                .putBoth(ROUTER_WEIGHT, ROUTER_BIAS, MLP + "router").putStacked(EXPERT_GATE_UP_BIAS, gateUp + "_bias")
                .putStacked(EXPERT_DOWN_BIAS, down + "_bias");
        return Quantisation.of(config).filter("mxfp4"::equals).isPresent()
                ? names.putStackedMxfp4(EXPERT_GATE_UP_WEIGHT, gateUp).putStackedMxfp4(EXPERT_DOWN_WEIGHT, down)
                : names.putStackedTransposed(EXPERT_GATE_UP_WEIGHT, gateUp).putStackedTransposed(EXPERT_DOWN_WEIGHT,
                        down);
    }
}
