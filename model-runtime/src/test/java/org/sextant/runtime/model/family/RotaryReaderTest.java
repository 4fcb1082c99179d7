package org.sextant.runtime.model.family;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.RotarySpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Inverse frequencies and attention factors read from configs, against the table of METHODS.md 6.1, which has eight
/// digits: within 2e-7 relative.
class RotaryReaderTest {
    private static final double TOLERANCE = 2e-7;
    private static final String DEEPSEEK_YARN = """
            {"rope_theta": 10000, "max_position_embeddings": 163840, "rope_scaling": {"type": "yarn", "factor": 40,
             "original_max_position_embeddings": 4096, "beta_fast": 32, "beta_slow": 1, "mscale": 1.0,
             "mscale_all_dim": 1.0}}""";
    private static final String DYNAMIC = """
            {"rope_theta": 10000, "max_position_embeddings": 2048,
             "rope_scaling": {"type": "dynamic", "factor": 2.0}}""";

    @TempDir
    private Path folder;

    static Stream<Arguments> table() {
        return Stream.of(
                arguments("default, 64 wide", 64, "{\"rope_theta\": 10000.0}", 1.0,
                        List.of(1.0, 0.74989421, 0.1, 0.01, 0.001, 0.00013335214)),
                arguments("default with a null type", 64, "{\"rope_scaling\": {\"type\": null}}", 1.0,
                        List.of(1.0, 0.74989421, 0.1, 0.01, 0.001, 0.00013335214)),
                arguments("Llama 3.1", 128, """
                        {"rope_theta": 500000.0, "max_position_embeddings": 131072, "rope_scaling": {"factor": 8.0,
                         "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192,
                         "rope_type": "llama3"}}""", 1.0,
                        List.of(1.0, 0.81461723, 0.037606031, 0.00052484616, 6.6478699e-06, 3.068926e-07)),
                arguments("Llama 3.2, newer dialect", 64, """
                        {"rope_parameters": {"rope_theta": 500000.0, "factor": 32.0, "low_freq_factor": 1.0,
                         "high_freq_factor": 4.0, "original_max_position_embeddings": 8192, "rope_type": "llama3"}}""",
                        1.0, List.of(1.0, 0.66360124, 0.037606031, 0.0004295568, 1.6619675e-06, 9.4183067e-08)),
                arguments("Gemma 3, blocks without a window", 256, """
                        {"rope_theta": 1000000.0, "rope_scaling": {"factor": 8.0, "rope_type": "linear"}}""", 1.0,
                        List.of(0.125, 0.11221089, 0.0039528471, 0.000125, 3.9528471e-06, 1.3924673e-07)),
                arguments("DeepSeek-V3", 64, DEEPSEEK_YARN, 1.0,
                        List.of(1.0, 0.74989421, 0.1, 0.0055, 2.5e-05, 3.3338036e-06)),
                arguments("GPT-OSS", 64, """
                        {"max_position_embeddings": 131072, "rope_parameters": {"rope_theta": 150000,
                         "rope_type": "yarn", "factor": 32.0, "beta_fast": 32.0, "beta_slow": 1.0, "truncate": false,
                         "original_max_position_embeddings": 4096}}""", 1.34657359,
                        List.of(1.0, 0.68904431, 0.050813275, 0.00045648392, 4.0999785e-06, 3.0235114e-07)),
                arguments("Qwen2.5", 128, """
                        {"rope_theta": 1000000.0, "max_position_embeddings": 32768, "rope_scaling": {"factor": 4.0,
                         "original_max_position_embeddings": 32768, "type": "yarn"}}""", 1.13862944,
                        List.of(1.0, 0.80584219, 0.031622777, 0.00060294118, 7.9056942e-06, 3.1023444e-07)),
                arguments("Qwen2.5, trained context from the top level", 128, """
                        {"rope_theta": 1000000.0, "max_position_embeddings": 32768,
                         "rope_scaling": {"factor": 4.0, "type": "yarn"}}""", 1.13862944,
                        List.of(1.0, 0.80584219, 0.031622777, 0.00060294118, 7.9056942e-06, 3.1023444e-07)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void frequenciesAndAttentionFactorAreThoseOfTheTable(String name, int headDim, String config, double factor,
            List<Double> expected) {
        RotarySpec rotary = read(config, headDim);
        List<Double> frequencies = rotary.frequencies().at(1);
        int n = frequencies.size();

        assertThat(n).isEqualTo(headDim / 2);
        int[] places = {0, 1, n / 4, n / 2, 3 * n / 4, n - 1};
        for (int i = 0; i < places.length; i++) {
            assertRelative(frequencies.get(places[i]), expected.get(i));
        }
        assertRelative(rotary.attentionFactor(), factor);
    }

    @Test
    void dynamicScalingRaisesTheBaseBeyondTheTrainedContext() {
        RotarySpec rotary = read(DYNAMIC, 64);
        // θ' = 31082.2367 at twice the trained context.
        assertRelative(rotary.frequencies().at(4096).get(1), 0.723784022);
        assertRelative(rotary.frequencies().at(4096).get(31), Math.pow(31082.2367, -62.0 / 64));
        for (int length : new int[]{1, 2047, 2048}) {
            assertRelative(rotary.frequencies().at(length).get(1), 0.74989421);
        }
        assertThat(rotary.frequencies().at(2049).get(1)).isLessThan(rotary.frequencies().at(2048).get(1));
        assertThat(rotary.attentionFactor()).isEqualTo(1);
        assertThat(rotary.frequencies().sameTable(5, 2048)).isTrue();
        assertThat(rotary.frequencies().sameTable(2048, 2049)).isFalse();
        assertThat(rotary.frequencies().sameTable(3000, 3001)).isFalse();
    }

    @Test
    void longropeHasATableUpToTheTrainedContextAndOneBeyondIt() {
        for (String type : List.of("longrope", "su", "yarn")) {
            RotarySpec rotary = read("""
                    {"rope_theta": 10000.0, "max_position_embeddings": 131072,
                     "original_max_position_embeddings": 4096, "rope_scaling": {"type": "%s",
                     "short_factor": [1.0, 1.25, 1.5, 2.0], "long_factor": [1.0, 2.0, 4.0, 8.0]}}""".formatted(type),
                    8);
            assertRelative(rotary.attentionFactor(), 1.19023807);
            assertRelative(rotary.frequencies().at(4096), 1, 0.1 / 1.25, 0.01 / 1.5, 0.001 / 2);
            assertRelative(rotary.frequencies().at(4097), 1, 0.1 / 2, 0.01 / 4, 0.001 / 8);
            assertThat(rotary.frequencies().sameTable(1, 4096)).isTrue();
            assertThat(rotary.frequencies().sameTable(4096, 4097)).isFalse();
            assertThat(rotary.frequencies().sameTable(4097, 9000)).isTrue();
        }
    }

    @Test
    void longropeWithoutStretchHasNoFactorAndAGivenFactorHolds() {
        String tables = "\"short_factor\": [1, 1], \"long_factor\": [1, 1]";
        String config = "{\"max_position_embeddings\": 4096, \"original_max_position_embeddings\": 4096,"
                + "\"rope_scaling\": {\"type\": \"longrope\", " + tables;
        assertThat(read(config + "}}", 4).attentionFactor()).isEqualTo(1);
        assertThat(read(config + ", \"attention_factor\": 1.5}}", 4).attentionFactor()).isEqualTo(1.5);
    }

    @Test
    void yarnsAttentionFactorMayBeGivenOrComeFromTwoScales() {
        assertRelative(read(DEEPSEEK_YARN.replace("\"mscale\"", "\"attention_factor\": 1.25, \"mscale\""), 64)
                .attentionFactor(), 1.25);
        // DeepSeek-V2: 0.707 for both scales; here two that differ.
        assertRelative(read(DEEPSEEK_YARN.replace("\"mscale\": 1.0", "\"mscale\": 0.5"), 64).attentionFactor(),
                (0.05 * Math.log(40) + 1) / (0.1 * Math.log(40) + 1));
    }

    @Test
    void onlyTheConfiguredShareOfAHeadTurns() {
        assertThat(read("{\"partial_rotary_factor\": 0.75}", 128).width()).isEqualTo(96);
        assertThat(read("{\"rotary_pct\": 0.25, \"rotary_emb_base\": 100}", 16).frequencies().at(1))
                .isEqualTo(List.of(1.0, 0.1));
    }

    @Test
    void longropeTablesThatDoNotFitTheHeadAreRefused() {
        String config = """
                {"max_position_embeddings": 64, "original_max_position_embeddings": 8, "rope_scaling":
                 {"type": "longrope", "short_factor": [1, 1, 1], "long_factor": [1, 1, 1, 1]}}""";
        assertThatThrownBy(() -> read(config, 8)).isInstanceOf(ModelException.class)
                .hasMessageContaining("short_factor has 3 numbers for 4 pairs").hasMessageContaining("config.json");
    }

    private RotarySpec read(String json, int headDim) {
        try {
            Path file = Files.writeString(folder.resolve("config.json"), json);
            ModelConfig config = ModelConfig.read(file);
            return RotaryReader.of(config, config.rope(), headDim);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void assertRelative(double actual, double expected) {
        assertThat(actual / expected).isCloseTo(1, within(TOLERANCE));
    }

    private static void assertRelative(List<Double> actual, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertRelative(actual.get(i), expected[i]);
        }
    }
}
