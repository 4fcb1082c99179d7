package org.sextant.runtime.model.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.RopeSettings;
import org.sextant.runtime.model.AttentionSpec.HeadNorm;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.RotarySpec;

/// Gemma 3 (METHODS.md 6.4.10): Gemma 2 without soft caps, with norms for the queries and keys of each head, and five
/// blocks with a window and a rotary embedding of its own for each without.
final class Gemma3 implements Family {
    @Override
    public Set<String> modelTypes() {
        return Set.of("gemma3_text");
    }

    @Override
    public ModelSpec spec(ModelConfig config) {
        LlamaLike shape = Gemma.shape(config, "gemma3_text").kvHeads(4).context(131_072);
        ModelSpec spec = Gemma.spec(shape, OptionalDouble.empty(), BlockForm.NORMS_AROUND, Gemma2.mlp(config),
                blocks(config, shape));
        return spec.withAttention(spec.attention().withHeadNorm(HeadNorm.PER_HEAD));
    }

    private static List<LayerSpec> blocks(ModelConfig config, LlamaLike shape) {
        int period = ConfigReader.count(config, "sliding_window_pattern", 6);
        IntPredicate slides = ConfigReader.sliding(config, shape.layers(), layer -> (layer + 1) % period != 0);
        RotarySpec full = RotaryReader.of(config, config.rope(1e6, 1, "full_attention"), shape.headDim());
        RotarySpec sliding = RotaryReader.of(config, slidingRope(config), shape.headDim());
        int window = ConfigReader.window(config, 4096);
        double scale = Gemma2.attentionScale(config);
        return IntStream.range(0, shape.layers())
                .mapToObj(layer -> slides.test(layer)
                        ? new LayerSpec(window, scale, Optional.of(sliding), false)
                        : LayerSpec.full(scale, Optional.of(full)))
                .toList();
    }

    private static RopeSettings slidingRope(ModelConfig config) {
        return config.has("rope_parameters")
                ? config.rope(10_000, 1, "sliding_attention")
                : new RopeSettings(config.number("rope_local_base_freq", 10_000), "default", 1, Map.of());
    }

    @Override
    public NameTable names(ModelConfig config) {
        return LlamaLike.withHeadNorms(Gemma2.namesAround());
    }
}
