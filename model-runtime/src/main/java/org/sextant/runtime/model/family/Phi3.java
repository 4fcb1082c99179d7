package org.sextant.runtime.model.family;

import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.AttentionSpec.FusedHeads;
import org.sextant.runtime.model.ModelSpec;

import static org.sextant.runtime.model.Parameter.*;

/// Phi-3 and Phi-4-mini (METHODS.md 6.4.11): Llama with one projection for queries, keys and values, and one for gate and
/// up.
final class Phi3 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("phi3");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        ModelSpec spec = LlamaLike.of(config, "phi3").context(4096).eps(1e-5)
                .window(ConfigReader.window(config, 0), layer -> true).spec();
        return spec.withAttention(spec.attention().withFused(FusedHeads.BY_KIND));
    }

    @Override
    public NameTable names(ModelConfig config) {
        String gateUp = "model.layers.{l}.mlp.gate_up_proj.weight";
        return LlamaLike.names().remove(QUERY_WEIGHT).remove(KEY_WEIGHT).remove(VALUE_WEIGHT)
                .put(QKV_WEIGHT, "model.layers.{l}.self_attn.qkv_proj.weight").putPart(GATE_WEIGHT, gateUp, 0, 2)
                .putPart(UP_WEIGHT, gateUp, 1, 2);
    }
}
