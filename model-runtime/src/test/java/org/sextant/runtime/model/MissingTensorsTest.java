package org.sextant.runtime.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.sextant.runtime.model.family.ModelException;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.Numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Files that lack tensors are refused with the names; files whose data lie off every alignment are not.
class MissingTensorsTest {
    /// Of the largest logit: where weights lie may change the engine's order of sums.
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"v4/olmoe,model.layers.1.mlp.experts.5.up_proj.weight",
        "v4/mixtral,model.layers.0.block_sparse_moe.experts.3.w2.weight",
        "v5/deepseek_v3,model.layers.2.mlp.gate.e_score_correction_bias",
        "v5/deepseek_v3,model.layers.1.mlp.shared_experts.down_proj.weight",
        "v4/qwen2_moe,model.layers.1.mlp.shared_expert_gate.weight",
        "v5/gpt_oss,model.layers.1.mlp.experts.down_proj_bias", "v5/gpt_oss,model.layers.0.self_attn.sinks"})
    void oneMissingTensorIsNamed(String fixture, String tensor) {
        CheckpointFolder copy = copy(fixture).withTensors(tensors -> tensors.remove(tensor));
        assertThatThrownBy(() -> OpenFolder.at(copy.path())).isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the weight " + tensor + " is missing, ").hasMessageContaining("; download");
    }

    @Test
    void aMissingExpertIsNamedByItsTensors() {
        String expert = "model.layers.1.mlp.experts.5.";
        CheckpointFolder copy = copy("v4/olmoe").withTensors(tensors -> List.copyOf(tensors.names()).stream()
                .filter(name -> name.startsWith(expert)).forEach(tensors::remove));
        assertThatThrownBy(() -> OpenFolder.at(copy.path())).isInstanceOf(ModelException.class)
                .hasMessageStartingWith("3 weights are missing: " + expert + "gate_proj.weight, " + expert
                        + "up_proj.weight, " + expert + "down_proj.weight, ");
    }

    @Test
    void manyMissingTensorsAreCountedAndSomeNamed() {
        CheckpointFolder copy = copy("v4/olmoe").withConfig(config -> config.put("num_experts", 16))
                .withTensors(tensors -> tensors.describe("model.layers.0.mlp.gate.weight", "F32",
                        List.of(8L, 32L)));
        // The router's shape disagrees first.
        assertThatThrownBy(() -> OpenFolder.at(copy.path())).isInstanceOf(ModelException.class)
                .hasMessageContainingAll("model.layers.0.mlp.gate.weight", "[8, 32]", "[16, 32]");

        CheckpointFolder deeper = CheckpointFolder.copyOf("v4/olmoe", folder.resolve("deeper"))
                .withConfig(config -> config.put("num_hidden_layers", 3));
        // A block: two norms, four projections, two head norms, a router, eight experts of three.
        assertThatThrownBy(() -> OpenFolder.at(deeper.path())).isInstanceOf(ModelException.class)
                .hasMessageStartingWith("33 weights are missing: model.layers.2.input_layernorm.weight, ")
                .hasMessageContaining(" and others, ").hasMessageContaining("config.json");
    }

    /// One to seven bytes off, by spaces at the end of the header, which the format allows.
    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void dataOffEveryAlignmentGiveTheSameLogits(String fixture) {
        for (int spaces : new int[]{1, 2, 7}) {
            CheckpointFolder copy = CheckpointFolder.copyOf(fixture, folder.resolve("by" + spaces));
            shift(copy.file("model.safetensors"), spaces);
            long[][] ids = Fixtures.reference(fixture).rows("input_ids");
            try (OpenFolder open = OpenFolder.at(copy.path()); OpenFolder aligned = OpenFolder.ofFixture(fixture)) {
                Numbers.assertClose(open.logits(ids), aligned.logits(ids), TOLERANCE);
            }
        }
    }

    private static void shift(Path file, int spaces) {
        try {
            ByteBuffer stored = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int length = (int) stored.getLong();
            assertThat(length % 8).isZero();
            ByteBuffer shifted = ByteBuffer.allocate(stored.capacity() + spaces).order(ByteOrder.LITTLE_ENDIAN)
                    .putLong((long) length + spaces).put(stored.slice(8, length));
            for (int i = 0; i < spaces; i++) {
                shifted.put((byte) ' ');
            }
            shifted.put(stored.slice(8 + length, stored.capacity() - 8 - length));
            Files.write(file, shifted.array());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private CheckpointFolder copy(String fixture) {
        return CheckpointFolder.copyOf(fixture, folder.resolve("model"));
    }
}
