package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelConfigTest {
    @TempDir
    private Path folder;

    @Test
    void nullIsTheSameAsAbsent() {
        ModelConfig config = config("""
                {"head_dim":null,"rope_scaling":null,"hidden_act":null}""");
        assertThat(config.integer("head_dim", 7)).isEqualTo(7);
        assertThat(config.optionalInteger("head_dim")).isEmpty();
        assertThat(config.has("head_dim")).isFalse();
        assertThat(config.text("hidden_act")).isEmpty();
        assertThat(config.child("rope_scaling")).isEmpty();
        assertThat(config.keys()).isEmpty();
    }

    @Test
    void valuesAreReadAsTheyStand() {
        ModelConfig config = config("""
                {"model_type":"llama","a":3,"b":4.0,"c":1e-5,"d":true,"e":["x","y"],"f":[1,2],"g":Infinity,
                 "text_config":{"a":9}}""");
        assertThat(config.modelType()).isEqualTo("llama");
        assertThat(config.requiredInteger("a")).isEqualTo(3);
        assertThat(config.integer("b", 0)).isEqualTo(4);
        assertThat(config.number("c", 0)).isEqualTo(1e-5);
        assertThat(config.number("g", 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(config.number("absent", 0.5)).isEqualTo(0.5);
        assertThat(config.flag("d", false)).isTrue();
        assertThat(config.flag("absent", true)).isTrue();
        assertThat(config.texts("e")).containsExactly("x", "y");
        assertThat(config.texts("absent")).isEmpty();
        assertThat(config.integers("f")).containsExactly(1, 2);
        assertThat(config.integers("a")).containsExactly(3);
        assertThat(config.child("text_config").orElseThrow().requiredInteger("a")).isEqualTo(9);
    }

    @Test
    void aWrongValueIsToldWithFileAndKey() {
        ModelConfig config = config("""
                {"a":"three","b":2.5,"c":99999999999,"d":"yes","e":"x","f":[1],"g":{"h":[]},"n":NaN}""");
        refused(() -> config.requiredInteger("a"), "the key a is \"three\" where a whole number belongs");
        refused(() -> config.integer("b", 0), "the key b is 2.5");
        refused(() -> config.integer("c", 0), "the key c is 99999999999");
        refused(() -> config.integer("n", 0), "the key n is");
        refused(() -> config.flag("d", false), "the key d is \"yes\" where true or false belongs");
        refused(() -> config.texts("e"), "the key e is \"x\" where a list belongs");
        refused(() -> config.texts("f"), "the key f is 1 where a list of texts belongs");
        refused(() -> config.number("g", 0), "the key g is an object where a number belongs");
        refused(() -> config.child("g").orElseThrow().number("h", 0), "the key g.h is []");
        refused(() -> config.child("a"), "the key a is \"three\" where an object belongs");
        refused(() -> config.requiredInteger("absent"), "the key absent is missing");
        refused(config::modelType, "the key model_type is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"a\":1}{", "\"text\""})
    void aFileThatIsNoJsonObjectIsNamed(String content) {
        refused(() -> config(content), "JSON");
    }

    @Test
    void aFolderInPlaceOfTheFileIsNamed() throws IOException {
        Path file = Files.createDirectory(folder.resolve("config.json"));
        refused(() -> ModelConfig.read(file), "cannot be read", "check that it is a file");
    }

    @Test
    void withoutAWordOnRotaryEmbeddingsTheFallbacksHold() {
        assertThat(config("{}").rope()).isEqualTo(rope(10_000, "default", 1));
        assertThat(config("{}").rope(500, 0.25)).isEqualTo(rope(500, "default", 0.25));
    }

    @Test
    void versionFourSpreadsTheRotarySettings() {
        RopeSettings rope = config("""
                {"rope_theta":500000.0,"partial_rotary_factor":0.5,
                 "rope_scaling":{"type":"llama3","factor":8,"low_freq_factor":1.0,"high_freq_factor":4.0,
                                 "original_max_position_embeddings":8192,"truncate":false,"attention_factor":null}}""")
                .rope();
        assertThat(rope.theta()).isEqualTo(500_000);
        assertThat(rope.type()).isEqualTo("llama3");
        assertThat(rope.partialRotaryFactor()).isEqualTo(0.5);
        assertThat(rope.parameters()).containsOnlyKeys("factor", "low_freq_factor", "high_freq_factor",
                "original_max_position_embeddings", "truncate").containsEntry("factor", List.of(8.0))
                .containsEntry("truncate", List.of(0.0));
        assertThat(rope.parameter("low_freq_factor")).hasValue(1);
        assertThat(rope.parameter("absent")).isEmpty();
    }

    @Test
    void versionFiveKeepsThemTogether() {
        assertThat(config("""
                {"rope_theta":1,"rope_parameters":{"rope_theta":1e6,"rope_type":"yarn","factor":4.0,
                 "partial_rotary_factor":0.75}}""").rope())
                .isEqualTo(new RopeSettings(1e6, "yarn", 0.75, Map.of("factor", List.of(4.0))));
    }

    @Test
    void neoxHasNamesOfItsOwn() {
        assertThat(config("""
                {"rotary_pct":0.25,"rotary_emb_base":20000}""").rope()).isEqualTo(rope(20_000, "default", 0.25));
    }

    @Test
    void longRopeKeepsItsListsAndTheContextOfItsTraining() {
        RopeSettings rope = config("""
                {"original_max_position_embeddings":4096,
                 "rope_scaling":{"type":"longrope","short_factor":[1.0,1.5],"long_factor":[2,3]}}""").rope();
        assertThat(rope.parameters()).containsEntry("short_factor", List.of(1.0, 1.5))
                .containsEntry("long_factor", List.of(2.0, 3.0))
                .containsEntry("original_max_position_embeddings", List.of(4096.0));
    }

    private ModelConfig config(String json) {
        try {
            Path file = folder.resolve("config.json");
            Files.writeString(file, json);
            return ModelConfig.read(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void refused(ThrowingCallable reading, String... saying) {
        assertThatThrownBy(reading).isInstanceOf(CheckpointException.class).hasMessageContainingAll(saying)
                .hasMessageContaining(folder.resolve("config.json").toString());
    }

    private static RopeSettings rope(double theta, String type, double partial) {
        return new RopeSettings(theta, type, partial, Map.of());
    }
}
