package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.Numbers;
import org.sextant.runtime.testing.SafetensorsBytes;

import static org.assertj.core.api.Assertions.assertThat;

/// The same weights under the names that files in the wild have for them give the same logits.
class TensorNamesTest {
    private static final String GEMMA = "v5/gemma3_text";

    /// Of the largest logit: where weights lie may change the engine's order of sums.
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    /// As `Gemma3ForConditionalGeneration` is stored by versions 4 and 5 of the reference library.
    @ParameterizedTest
    @ValueSource(strings = {"language_model.model.", "model.language_model."})
    void aLanguageModelInsideOneThatSeesOpensWithoutWhatSees(String prefix) {
        CheckpointFolder copy = inside(prefix).withTensors(tensors -> vision(tensors, prefix.startsWith("model.")));
        try (OpenFolder open = OpenFolder.at(copy.path())) {
            assertThat(open.warnings()).isEmpty();
            assertThat(open.spec()).isEqualTo(specOf(GEMMA));
            Numbers.assertClose(open.logits(ids(GEMMA)), logitsOf(GEMMA), TOLERANCE);
        }
    }

    @Test
    void whatNoRuleExplainsIsStillListed() {
        CheckpointFolder copy = inside("model.language_model.").withTensors(tensors -> tensors
                .put("model.audio_tower.patch.weight", "F32", List.of(2L), new byte[8]));
        try (OpenFolder open = OpenFolder.at(copy.path())) {
            assertThat(open.warnings())
                    .containsExactly("1 stored tensors are not part of the model: model.audio_tower.patch.weight");
        }
    }

    /// An unembedding of its own lies beside the language model, not in it.
    @Test
    void anUnembeddingBesideTheLanguageModelIsFound() {
        CheckpointFolder copy = CheckpointFolder.copyOf("v5/llama", folder.resolve("model"));
        renamed(copy, name -> name.equals("lm_head.weight")
                ? "language_model.lm_head.weight"
                : "language_model." + name);
        assertSameLogits("v5/llama", copy);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void namesWithoutTheirPrefixAreUnderstood(String fixture) {
        CheckpointFolder copy = CheckpointFolder.copyOf(fixture, folder.resolve("model"));
        renamed(copy, name -> name.replaceFirst("^(model|transformer|gpt_neox)\\.", ""));
        assertSameLogits(fixture, copy);
    }

    /// Masks and rotary tables, which older versions of the reference library stored.
    @Test
    void buffersThatAreNoWeightsAreLeftOutByRule() {
        byte[] some = new byte[8];
        assertLeftOut("v4/gpt2", tensors -> tensors.put("transformer.h.0.attn.bias", "F32", List.of(2L), some)
                .put("transformer.h.1.attn.masked_bias", "F32", List.of(2L), some));
        assertLeftOut("v4/gpt_neo", tensors -> tensors
                .put("transformer.h.0.attn.attention.bias", "F32", List.of(2L), some)
                .put("transformer.h.1.attn.attention.masked_bias", "F32", List.of(2L), some));
        assertLeftOut("v4/gpt_neox", tensors -> tensors
                .put("gpt_neox.layers.0.attention.bias", "U8", List.of(8L), some)
                .put("gpt_neox.layers.0.attention.rotary_emb.inv_freq", "F32", List.of(2L), some));
        assertLeftOut("v4/llama", tensors -> tensors
                .put("model.layers.0.self_attn.rotary_emb.inv_freq", "F32", List.of(2L), some));
        // The block after the last predicts further tokens ahead.
        assertLeftOut("v5/deepseek_v3",
                tensors -> tensors.put("model.layers.3.eh_proj.weight", "F32", List.of(2L), some)
                        .put("model.layers.3.shared_head.head.weight", "F32", List.of(2L), some));
    }

    private void assertLeftOut(String fixture, Consumer<SafetensorsBytes> change) {
        CheckpointFolder copy = CheckpointFolder.copyOf(fixture, folder.resolve(fixture)).withTensors(change);
        assertSameLogits(fixture, copy);
    }

    private CheckpointFolder inside(String prefix) {
        CheckpointFolder copy = CheckpointFolder.copyOf(GEMMA, folder.resolve("model")).withConfig(config -> {
            ObjectNode text = config.deepCopy();
            config.removeAll();
            config.put("model_type", "gemma3").set("text_config", text);
            config.putObject("vision_config").put("model_type", "siglip_vision_model").put("hidden_size", 8);
        });
        renamed(copy, name -> prefix + name.substring("model.".length()));
        return copy;
    }

    private static void vision(SafetensorsBytes tensors, boolean inModel) {
        String prefix = inModel ? "model." : "";
        for (String name : List.of("vision_tower.vision_model.embeddings.patch_embedding.weight",
                "vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.weight",
                "multi_modal_projector.mm_input_projection_weight")) {
            tensors.put(prefix + name, "F32", List.of(2L), new byte[8]);
        }
    }

    private static void renamed(CheckpointFolder copy, UnaryOperator<String> rule) {
        copy.withTensors(tensors -> {
            for (String name : List.copyOf(tensors.names())) {
                String other = rule.apply(name);
                if (!other.equals(name)) {
                    tensors.rename(name, other);
                }
            }
        });
    }

    private static void assertSameLogits(String fixture, CheckpointFolder copy) {
        try (OpenFolder open = OpenFolder.at(copy.path())) {
            assertThat(open.warnings()).isEmpty();
            Numbers.assertClose(open.logits(ids(fixture)), logitsOf(fixture), TOLERANCE);
        }
    }

    private static long[][] ids(String fixture) {
        return Fixtures.reference(fixture).rows("input_ids");
    }

    private static float[] logitsOf(String fixture) {
        try (OpenFolder open = OpenFolder.ofFixture(fixture)) {
            return open.logits(ids(fixture));
        }
    }

    private static ModelSpec specOf(String fixture) {
        try (OpenFolder open = OpenFolder.ofFixture(fixture)) {
            return open.spec();
        }
    }
}
