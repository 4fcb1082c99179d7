package org.sextant.runtime.bench;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.model.Activation;
import org.sextant.runtime.model.AttentionSpec;
import org.sextant.runtime.model.BlockForm;
import org.sextant.runtime.model.EndsSpec;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.family.ModelLoader;

import static org.sextant.runtime.model.Parameter.*;

/// What a benchmark gives random weights to.
///
/// @param label its name in the report
/// @param spec the transformer
/// @param weights the roles it has a weight for
public record ModelShape(String label, ModelSpec spec, Set<Parameter> weights) {
    private static final Set<Parameter> GPT2_WEIGHTS = EnumSet.of(EMBEDDING, POSITIONS, ATTENTION_NORM_WEIGHT,
            ATTENTION_NORM_BIAS, QKV_WEIGHT, QKV_BIAS, OUTPUT_WEIGHT, OUTPUT_BIAS, MLP_NORM_WEIGHT, MLP_NORM_BIAS,
            UP_WEIGHT, UP_BIAS, DOWN_WEIGHT, DOWN_BIAS, FINAL_NORM_WEIGHT, FINAL_NORM_BIAS);

    /// The labels that [#named] knows.
    public static final List<String> LABELS = List.of("gpt2-small", "gpt2-tiny");

    public ModelShape {
        weights = Set.copyOf(weights);
    }

    /// `gpt2-small`: 12 blocks of width 768, 12 heads, vocabulary 50,257; `gpt2-tiny`: 4 blocks of width 64, for tests.
    public static Optional<ModelShape> named(String label) {
        return Optional.ofNullable(switch (label) {
            case "gpt2-small" -> gpt2(label, 768, 12, 12, 50257);
            case "gpt2-tiny" -> gpt2(label, 64, 4, 4, 512);
            default -> null;
        });
    }

    /// The shape of a model on disk; its weights are not read.
    ///
    /// @throws org.sextant.runtime.SextantException if the folder holds no model that can be computed
    public static ModelShape ofFolder(Path folder) {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            return new ModelShape(folder.toAbsolutePath().normalize().getFileName().toString(),
                    ModelLoader.inspect(checkpoint), ModelLoader.weights(checkpoint));
        }
    }

    private static ModelShape gpt2(String label, int width, int layers, int heads, int vocabulary) {
        double scale = 1 / Math.sqrt(width / (double) heads);
        ModelSpec spec = ModelSpec.dense("gpt2", width, vocabulary, 1024, EndsSpec.learned(true), NormSpec.layer(1e-5),
                BlockForm.SEQUENTIAL,
                AttentionSpec.of(heads, heads, width / heads).withFused(AttentionSpec.FusedHeads.BY_KIND),
                new MlpSpec(4 * width, Activation.GELU_TANH, false),
                Collections.nCopies(layers, LayerSpec.full(scale, Optional.empty())));
        return new ModelShape(label, spec, GPT2_WEIGHTS);
    }
}
