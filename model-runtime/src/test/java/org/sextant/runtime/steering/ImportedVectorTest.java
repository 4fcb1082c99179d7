package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.OpenQuestion.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImportedVectorTest {
    @TempDir
    private Path folder;

    private ImportedVector bare() {
        return inspect(new SafetensorsWriter());
    }

    private ImportedVector inspect(SafetensorsWriter writer) {
        Path file = folder.resolve("v.safetensors");
        writer.add("layer.1", new float[]{3, 4}, 2).add("layer.2", new float[]{0, 2}, 2).writeTo(file);
        return VectorFile.inspect(file);
    }

    @Test
    void aFileThatSaysNothingLeavesEverythingOpen() {
        assertThat(bare().questions()).extracting(OpenQuestion::topic).containsExactly(Topic.values());
        assertThat(bare().questions()).allSatisfy(question -> {
            assertThat(question.others()).isNotEmpty();
            for (OpenQuestion.Choice choice : question.others()) {
                assertThat(bare().answer(question.topic(), choice.value()).questions()).hasSize(3);
            }
            assertThat(bare().answer(question.topic(), question.assumed().value()).vector().byLayer().get(1))
                    .containsExactly(3, 4);
        });
        assertThat(bare().questions().get(2).question()).contains("2.00 to 5.00");
    }

    @Test
    void aFileThatSaysEverythingLeavesNothingOpen() {
        assertThat(inspect(new SafetensorsWriter().metadata("site", "hook_mlp_out").metadata("normalised", "true")
                .metadata("method", "pca-center")).questions()).isEmpty();
        assertThat(inspect(new SafetensorsWriter().metadata("site", "hook_mlp_out").metadata("operation", "ablate"))
                .questions()).extracting(OpenQuestion::topic).containsExactly(Topic.SCALE);
    }

    @Test
    void answersChangeTheVector() {
        ImportedVector answered = bare().answer(Topic.SITE, "resid_pre").answer(Topic.LAYER_OFFSET, "-1")
                .answer(Topic.SCALE, "unit").answer(Topic.OPERATION, "ablate");

        assertThat(answered.questions()).isEmpty();
        assertThat(answered.vector().site()).isEqualTo(SiteKind.RESID_PRE);
        assertThat(answered.vector().byLayer().keySet()).containsExactly(0, 1);
        assertThat(answered.vector().at(0)).containsExactly(0.6f, 0.8f);
        assertThat(answered.vector().about()).isEqualTo(Map.of("normalised", "true", "operation", "ablate"));
        assertThat(bare().answer(Topic.SCALE, "-0.5").vector().at(1)).containsExactly(-1.5f, -2);
        assertThat(bare().answer(Topic.SCALE, "2").vector().about()).isEqualTo(Map.of("normalised", "false"));
    }

    @Test
    void whatIsKnownOfALayerGoesAlongWithIt() {
        assertThat(inspect(new SafetensorsWriter().metadata("explained_variance.2", "0.5"))
                .answer(Topic.LAYER_OFFSET, "3").vector().about())
                .isEqualTo(Map.of("explained_variance.5", "0.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".safetensors", ".gguf", ".svec", ".npz"})
    void anAssumptionIsNotReadBackAsAFact(String ending) {
        Path file = folder.resolve("noted" + ending);
        VectorFile.write(bare().answer(Topic.LAYER_OFFSET, "0").answer(Topic.OPERATION, "add").noted(), file);

        ImportedVector again = VectorFile.inspect(file);

        assertThat(again.questions()).extracting(OpenQuestion::topic).containsExactly(Topic.SITE, Topic.SCALE);
        ImportedVector settled = again.answer(Topic.SITE, "hook_resid_post").answer(Topic.SCALE, "1");
        VectorFile.write(settled.noted(), file);
        assertThat(VectorFile.inspect(file).questions()).isEmpty();
        assertThat(VectorFile.read(file).about()).doesNotContainKey("assumed");
    }

    @ParameterizedTest
    @CsvSource({"SITE, hook_somewhere", "SITE, attn.hook_q", "SITE, hook_embed", "LAYER_OFFSET, one",
        "LAYER_OFFSET, 1.5", "LAYER_OFFSET, -2", "LAYER_OFFSET, 999999", "SCALE, NaN", "SCALE, 0", "SCALE, big",
        "SCALE, Infinity", "SCALE, 1e39", "OPERATION, multiply"})
    void whatIsNoAnswerIsRefused(Topic topic, String value) {
        ImportedVector imported = bare();

        assertThatThrownBy(() -> imported.answer(topic, value)).isInstanceOf(SteeringException.class);
    }

    @Test
    void aDirectionOfNoLengthCannotBeMadeOneLong() {
        var zero = new ImportedVector(new SteeringVector(SiteKind.RESID_POST,
                new TreeMap<>(Map.of(6, new float[2])), Map.of()), List.of());

        assertThatThrownBy(() -> zero.answer(Topic.SCALE, "unit")).isInstanceOf(SteeringException.class)
                .hasMessageContaining("layer 6");
    }
}
