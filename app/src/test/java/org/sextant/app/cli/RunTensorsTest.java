package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;

class RunTensorsTest {
    @TempDir
    Path folder;

    private static Answer<RunResult> answer(int number, float... values) {
        return new Answer<>(number, Optional.empty(), new RunResult(List.of(new Token(0, number, "a", "61", false)),
                List.of(), Optional.empty(), Map.of("hook_embed", TensorValue.of(values, 1, 1, values.length)),
                List.of(), 1, new Provenance("m", "/m", "h", "float32", "cpu", "a", List.of(number), List.of(),
                        List.of(), "0.1")));
    }

    @Test
    void valuesOfManyPromptsWaitOnDiskAndNotInTheHeap() throws IOException {
        Path file = folder.resolve("x.safetensors");
        float[] large = new float[100_001];
        large[100_000] = 7;
        try (RunTensors tensors = RunTensors.begin(file, true)) {
            tensors.add(answer(0, large));
            assertThat(folder.resolve("values")).hasSize(Float.BYTES * 100_001L);
            tensors.add(answer(1, 1.5f, -2, Float.NaN));
            tensors.finish();
        }

        ReferenceTensors written = ReferenceTensors.read(file);
        assertThat(written.floats("0.hook_embed")).isEqualTo(large);
        assertThat(written.floats("1.hook_embed")).containsExactly(1.5f, -2, Float.NaN);
        assertThat(written.longs("1.input_ids")).containsExactly(1);
        assertThat(written.metadata("1.provenance")).isPresent();
        assertThat(folder.resolve("values")).doesNotExist();
    }

    @Test
    void onePromptHasNoNumberBeforeItsNames() throws IOException {
        Path file = folder.resolve("x.safetensors");
        try (RunTensors tensors = RunTensors.begin(file, false)) {
            tensors.add(answer(0, 3, 4));
            tensors.finish();
        }

        assertThat(ReferenceTensors.read(file).floats("hook_embed")).containsExactly(3, 4);
    }
}
