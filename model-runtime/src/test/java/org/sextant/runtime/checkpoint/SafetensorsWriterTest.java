package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SafetensorsWriterTest {
    @TempDir
    private Path folder;

    @Test
    void anotherReaderFindsWhatWasWritten() {
        float[] many = new float[100_003];
        for (int i = 0; i < many.length; i++) {
            many[i] = i / 7f;
        }
        Path file = folder.resolve("out.safetensors");

        new SafetensorsWriter().metadata("prompt", "Ünïcode")
                .add("logits", new float[]{1, -0f, Float.NaN, 1e-40f}, 2, 2)
                .add("many", index -> many[index], many.length).add("input_ids", new long[]{5, Long.MIN_VALUE, 7}, 1, 3)
                .add("none", new float[0], 0, 4).add("one", new float[]{3}).writeTo(file);

        var read = ReferenceTensors.read(file);
        assertThat(read.names()).containsExactly("input_ids", "logits", "many", "none", "one");
        assertThat(read.metadata("prompt")).contains("Ünïcode");
        assertThat(read.floats("logits")).containsExactly(1, -0f, Float.NaN, 1e-40f);
        assertThat(read.floats("many")).isEqualTo(many);
        assertThat(read.longs("input_ids")).containsExactly(5, Long.MIN_VALUE, 7);
        assertThat(read.shape("logits")).containsExactly(2, 2);
        assertThat(read.shape("none")).containsExactly(0, 4);
        assertThat(read.shape("one")).isEmpty();
    }

    @Test
    void aFileAppearsWholeAndReplacesTheOldOne() throws IOException {
        Path file = folder.resolve("out.safetensors");
        Files.writeString(file, "old");

        new SafetensorsWriter().add("x", new float[]{1}, 1).writeTo(file);

        assertThat(ReferenceTensors.read(file).floats("x")).containsExactly(1);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("out.safetensors");
        Files.writeString(file, "old");
        var writer = new SafetensorsWriter().add("x", _ -> {
            throw new IllegalStateException("no numbers");
        }, 1);

        assertThatThrownBy(() -> writer.writeTo(file)).hasMessage("no numbers");

        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamed() {
        Path file = folder.resolve("missing").resolve("out.safetensors");
        assertThatThrownBy(() -> new SafetensorsWriter().writeTo(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("folder");
    }

    @Test
    void valuesMustFillTheirShapeAndNamesBeUnique() {
        var writer = new SafetensorsWriter().add("x", new float[]{1}, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("x", new long[]{1}, 1))
                .withMessageContaining("two tensors x");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("y", new float[]{1, 2}, 3))
                .withMessageContaining("2 values of y");
    }
}
