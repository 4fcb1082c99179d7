package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

class CompareReportCommandTest {
    @TempDir
    private Path folder;
    private String llama = "";
    private String gpt2 = "";

    @BeforeEach
    void makeModels() {
        llama = CheckpointFolder.copyOf("v5/llama", folder.resolve("llama")).withTokenizer().path().toString();
        gpt2 = CheckpointFolder.copyOf("v4/gpt2", folder.resolve("gpt2")).withTokenizer().path().toString();
    }

    @Test
    void aPageStandsBesideTheTable() throws IOException {
        Path page = folder.resolve("page.html");
        CommandRun run = CommandRun.of("compare", llama, gpt2, "--prompt", "When Anna", "--report", page.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("layer,layer_b,");
        assertThat(Files.readString(page)).contains("<title>llama beside gpt2</title>", "When Anna", "linear CKA",
                "Ranks of the best tokens of llama and gpt2");
    }

    @Test
    void anotherEndingIsRefusedBeforeAnyWork() {
        CommandRun run = CommandRun.of("compare", "/no/model", gpt2, "--prompt", "x", "--report",
                folder.resolve("page.txt").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no report has this ending", ".html or .pdf");
    }
}
