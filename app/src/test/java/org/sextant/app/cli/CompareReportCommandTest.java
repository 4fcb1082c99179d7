package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.bench.RandomCheckpoint;
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
    void thePageHoldsTheFiguresThatAreChosenAndNoOther() throws IOException {
        Path page = folder.resolve("page.html");
        CommandRun run = CommandRun.of("compare", llama, gpt2, "--prompt", "When Anna", "--report", page.toString(),
                "--figures", "matrix,ranks");
        assertThat(run.code()).as(run.err()).isZero();
        String html = Files.readString(page);
        assertThat(html).contains("When Anna", "<p>prompt: sites ", "<p>layers: sites ", "statistic=cka</p>")
                .doesNotContain("log₂");
        assertThat(html.indexOf("Ranks of the best tokens of llama and gpt2"))
                .isBetween(0, html.indexOf("residual stream of llama"));
        assertThat(html.split("<figure>", -1)).hasSize(3);
    }

    @Test
    void ofACorpusThereIsTheMatrix() throws IOException {
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), "The boat went home.\n".repeat(20));
        Path page = folder.resolve("page.html");
        CommandRun run = CommandRun.of("compare", llama, gpt2, "--corpus", corpus.toString(), "--report",
                page.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(page)).contains("linear CKA over ", "<p>layers: sites ")
                .doesNotContain("<h2>Prompt</h2>");
    }

    @Test
    void whatTheseModelsCannotGiveIsSaidAndNothingIsWritten() throws IOException {
        Path page = folder.resolve("page.html");
        Path wide = RandomCheckpoint.llama(Files.createDirectory(folder.resolve("wide")), RandomCheckpoint.Llama.TINY,
                1);
        Files.copy(Path.of(llama, "tokenizer.json"), wide.resolve("tokenizer.json"));
        CommandRun run = CommandRun.of("compare", llama, wide.toString(), "--prompt", "When", "--report",
                page.toString(),
                "--figures", "ranks,cosine");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("sextant: these models give no cosine, which needs layers of one width,"
                + " --figures ranks,cosine; choose of ").endsWith("ranks,norm-ratio,matrix\n");
        assertThat(page).doesNotExist();
    }

    @Test
    void anotherEndingIsRefusedBeforeAnyWork() {
        CommandRun run = CommandRun.of("compare", "/no/model", gpt2, "--prompt", "x", "--report",
                folder.resolve("page.txt").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no report has this ending", ".html or .pdf");
    }
}
