package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.Activation;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.EndsSpec;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;

/// Gemma 1 (METHODS.md 6.4.8): Llama with scaled embeddings, norms that multiply by 1 + w, and tanh-GELU whatever the
/// config calls it.
final class Gemma implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("gemma");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        LlamaLike shape = shape(config, "gemma").kvHeads(16);
        List<LayerSpec> blocks = ConfigReader.blocks(shape.layers(), 1 / Math.sqrt(shape.headDim()),
                Optional.of(RotaryReader.of(config, config.rope(), shape.headDim())), 0, layer -> false);
        return spec(shape, OptionalDouble.empty(), BlockForm.SEQUENTIAL,
                new MlpSpec(ConfigReader.count(config, "intermediate_size"), Activation.GELU_TANH, true), blocks);
    }

    static LlamaLike shape(ModelConfig config, String type) {
        return LlamaLike.of(config, type).headDim(256).context(8192);
    }

    /// What all Gemma models share.
    static ModelSpec spec(LlamaLike shape, OptionalDouble logitCap, BlockForm form, MlpSpec mlp,
            List<LayerSpec> blocks) {
        EndsSpec ends = new EndsSpec(false, Math.sqrt(shape.dModel()), logitCap, shape.tied(true));
        NormSpec norm = new NormSpec(NormSpec.Kind.RMS, shape.norm().eps(), true);
        return shape.spec(ends, norm, form, mlp, blocks);
    }

    @Override
    public NameTable names(ModelConfig config) {
        return LlamaLike.names();
    }
}
