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
import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.LayerSpec;
import org.sextant.runtime.model.MlpSpec;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.NormSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.RotaryFrequencies;
import org.sextant.runtime.model.RotarySpec;
import org.sextant.runtime.model.RouterSpec;
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

    private static final Set<Parameter> MIXTURE_WEIGHTS = EnumSet.of(EMBEDDING, UNEMBEDDING, ATTENTION_NORM_WEIGHT,
            QUERY_WEIGHT, KEY_WEIGHT, VALUE_WEIGHT, QUERY_NORM_WEIGHT, KEY_NORM_WEIGHT, OUTPUT_WEIGHT,
            MLP_NORM_WEIGHT, ROUTER_WEIGHT, EXPERT_GATE_WEIGHT, EXPERT_UP_WEIGHT, EXPERT_DOWN_WEIGHT,
            FINAL_NORM_WEIGHT);

    /// The labels that [#named] knows.
    public static final List<String> LABELS = List.of("gpt2-small", "gpt2-tiny", "moe-small", "moe-tiny");

    public ModelShape {
        weights = Set.copyOf(weights);
    }

    /// `gpt2-small`: 12 blocks of width 768, 12 heads, vocabulary 50,257; `gpt2-tiny`: 4 blocks of width 64, for tests.
    /// `moe-small`: 8 blocks of width 1024 with 64 experts of width 512, 8 a token; `moe-tiny`: 2 blocks with 4 experts.
    public static Optional<ModelShape> named(String label) {
        return Optional.ofNullable(switch (label) {
            case "gpt2-small" -> gpt2(label, 768, 12, 12, 50257);
            case "gpt2-tiny" -> gpt2(label, 64, 4, 4, 512);
            case "moe-small" -> mixture(label, 1024, 8, 16, 4, new int[]{64, 8, 512}, 32_000);
            case "moe-tiny" -> mixture(label, 32, 2, 4, 2, new int[]{4, 2, 16}, 97);
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

    /// In the manner of Qwen3-MoE.
    ///
    /// @param experts how many, how many a token, and the width of one
    private static ModelShape mixture(String label, int width, int layers, int heads, int kvHeads, int[] experts,
            int vocabulary) {
        int headDim = width / heads;
        RotarySpec rotary = RotarySpec.of(headDim, 1,
                new RotaryFrequencies.Fixed(RotaryFrequencies.powers(1e6, headDim)));
        ExpertSpec mixture = new ExpertSpec(experts[0], experts[1], experts[2], ExpertSpec.Kind.GATED,
                RouterSpec.plain(RouterSpec.Scores.SOFTMAX, true), Optional.empty());
        ModelSpec spec = new ModelSpec("qwen3_moe", width, vocabulary, 1024, EndsSpec.plain(false), NormSpec.rms(1e-6),
                BlockForm.SEQUENTIAL,
                AttentionSpec.of(heads, kvHeads, headDim).withHeadNorm(AttentionSpec.HeadNorm.PER_HEAD),
                new MlpSpec(experts[2], Activation.SILU, true), Optional.of(mixture), Collections.nCopies(layers,
                        LayerSpec.full(1 / Math.sqrt(headDim), Optional.of(rotary)).withMixture(true)));
        return new ModelShape(label, spec, MIXTURE_WEIGHTS);
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
