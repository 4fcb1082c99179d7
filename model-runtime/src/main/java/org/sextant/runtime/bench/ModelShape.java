package org.sextant.runtime.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.model.Activation;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.PositionSpec;

import static org.sextant.runtime.model.Parameter.*;

/// Shapes of known models, for benchmarks with random weights.
public enum ModelShape {
    /// GPT-2 small: 12 blocks of width 768, 12 heads, vocabulary 50,257.
    GPT2_SMALL(gpt2(768, 12, 12, 50257)),
    /// A GPT-2 of 4 blocks of width 64, for tests of the benchmark itself.
    GPT2_TINY(gpt2(64, 4, 4, 512));

    private static final Set<Parameter> GPT2_WEIGHTS = EnumSet.of(EMBEDDING, POSITIONS, ATTENTION_NORM_WEIGHT,
            ATTENTION_NORM_BIAS, QKV_WEIGHT, QKV_BIAS, OUTPUT_WEIGHT, OUTPUT_BIAS, MLP_NORM_WEIGHT, MLP_NORM_BIAS,
            UP_WEIGHT, UP_BIAS, DOWN_WEIGHT, DOWN_BIAS, FINAL_NORM_WEIGHT, FINAL_NORM_BIAS);

    @SuppressWarnings("ImmutableEnumChecker") // a record of values, immutable though it cannot say so
    private final ModelSpec spec;

    ModelShape(ModelSpec spec) {
        this.spec = spec;
    }

    private static ModelSpec gpt2(int width, int layers, int heads, int vocabulary) {
        double scale = 1 / Math.sqrt(width / (double) heads);
        return new ModelSpec("gpt2", width, heads, heads, width / heads, 4 * width, vocabulary, 1024,
                new NormSpec(NormSpec.Kind.LAYER, 1e-5), new PositionSpec.Learned(), Activation.GELU_TANH, false,
                ModelSpec.FusedHeads.BY_KIND, false, true, Collections.nCopies(layers, new LayerSpec(0, scale)));
    }

    ModelSpec spec() {
        return spec;
    }

    Set<Parameter> weights() {
        return GPT2_WEIGHTS;
    }

    /// `gpt2-small`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The shape of this label.
    public static Optional<ModelShape> named(String label) {
        return Arrays.stream(values()).filter(shape -> shape.label().equals(label)).findFirst();
    }
}
