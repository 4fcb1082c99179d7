package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// Files of many prompts are gone through prompt by prompt. The last prompt here is longer than the model takes.
class StreamingTest {
    @TempDir
    Path folder;

    private String model = "";
    private String prompts = "";

    @BeforeEach
    void write() throws IOException {
        model = CheckpointFolder.copyOf("v4/llama", folder.resolve("model")).withTokenizer().path().toString();
        prompts = Files.writeString(folder.resolve("prompts.txt"), "ab\ncde\n" + "f".repeat(100_000) + "\n")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "generate --max-new-tokens 1", "lens", "activations"})
    void whatIsKnownIsPrintedBeforeTheNextPromptIsAsked(String command) {
        var arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(1, List.of(model, "--prompts", prompts));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").doesNotContain("a fault of Sextant");
        assertThat(run.out()).isNotEmpty();
    }

    @Test
    void aFileOfHalfThePromptsDoesNotAppear() throws IOException {
        List<String> before = names();
        for (String[] arguments : new String[][]{
            {"run", model, "--prompts", prompts, "--sites", "*", "--out", folder.resolve("x.safetensors").toString()},
            {"lens", model, "--prompts", prompts, "--out", folder.resolve("x.csv").toString()}}) {
            CommandRun run = CommandRun.of(arguments);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).doesNotContain("could not be written");
            assertThat(names()).isEqualTo(before);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
