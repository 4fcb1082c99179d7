package org.sextant.app.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `compare` on small models whose tokens are letters, and on the demo models.
class CompareCommandTest {
    @TempDir
    private Path folder;
    private String llama = "";
    private String gpt2 = "";

    @BeforeEach
    void makeModels() {
        llama = CheckpointFolder.copyOf("v5/llama", folder.resolve("llama")).withTokenizer().path().toString();
        gpt2 = CheckpointFolder.copyOf("v4/gpt2", folder.resolve("gpt2")).withTokenizer().path().toString();
    }

    private static JsonNode json(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("compare"));
        all.addAll(List.of(arguments));
        all.add("--json");
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return new JsonMapper().readTree(run.out());
    }

    private static List<CSVRecord> csv(String text) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(new StringReader(text))) {
            return parser.getRecords();
        }
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aModelAgainstItselfDiffersNowhere() throws IOException {
        JsonNode document = json(llama, llama, "--prompt", "When Anna and Tom went", "--statistic",
                "procrustes,cka-rbf");

        assertThat(fields(document)).contains("layers", "positions", "matrix", "notes", "provenance", "provenance_b");
        for (JsonNode layer : document.get("layers")) {
            assertThat(fields(layer)).contains("layer", "cka", "cka_debiased", "cosine", "norm_ratio", "procrustes");
            for (String figure : List.of("cka", "cka_debiased", "cosine", "norm_ratio", "cka_rbf")) {
                assertThat(layer.get(figure).doubleValue()).as(figure).isCloseTo(1, within(1e-4));
            }
            assertThat(layer.get("procrustes").doubleValue()).isCloseTo(0, within(1e-4));
        }
        assertThat(document.get("positions")).hasSize(22);
        for (JsonNode position : document.get("positions")) {
            assertThat(position.get("kl").doubleValue()).isZero();
            assertThat(position.get("kl_reverse").doubleValue()).isZero();
            assertThat(position.get("js").doubleValue()).isZero();
            assertThat(position.get("top1_agree").booleanValue()).isTrue();
            assertThat(position.get("candidates")).hasSize(5);
        }
        assertThat(document.get("statistic").textValue()).isEqualTo("procrustes");
        assertThat(document.get("matrix")).isEqualTo(document.at("/matrices/procrustes"));
        assertThat(document.at("/summary/top1_agreement").doubleValue()).isEqualTo(1);
    }

    @Test
    void tablesHaveTheirColumnsAndFilesTheirProvenance() throws IOException {
        Path prompts = Files.writeString(folder.resolve("prompts.txt"), "The boat\nAnna went home\n");
        String header = CommandRun.of("compare", llama, gpt2, "--prompt", "The boat").out().lines().findFirst()
                .orElseThrow();
        assertThat(header).isEqualTo("layer,layer_b,site_a,site_b,cosine,norm_ratio,cka,cka_debiased");
        List<CSVRecord> positions = csv(CommandRun.of("compare", llama, gpt2, "--prompts", prompts.toString(),
                "--table", "positions").out());
        assertThat(positions).hasSize(8 + 14);
        assertThat(positions.getLast().get("prompt")).isEqualTo("1");
        double kl = Double.parseDouble(positions.getLast().get("kl"));
        assertThat(kl).isPositive();
        assertThat(Double.parseDouble(positions.getLast().get("kl_reverse"))).isPositive().isNotEqualTo(kl);
        List<CSVRecord> tokens = csv(CommandRun.of("compare", llama, gpt2, "--prompt", "The", "--table", "tokens",
                "--top", "1").out());
        assertThat(tokens).hasSizeBetween(3, 6);
        Path out = folder.resolve("matrix.csv");
        CommandRun run = CommandRun.of("compare", llama, gpt2, "--prompt", "The boat", "--table", "matrix", "--out",
                out.toString(), "--seed", "3");
        assertThat(run.code()).isZero();
        assertThat(csv(Files.readString(out))).hasSize(9);
        JsonNode provenance = new JsonMapper()
                .readTree(Files.readString(folder.resolve("matrix.csv.provenance.json"))).get("provenance");
        assertThat(provenance.get("settings").toString()).contains("against=gpt2", "against_hash=", "statistic=cka",
                "seed=3");
        assertThat(CommandRun.of("compare", llama, gpt2, "--prompt", "The boat", "--out", out.toString()).code())
                .isEqualTo(2);
    }

    @Test
    void theMatrixIsDrawn() throws IOException {
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), "The boat went home.\n".repeat(40));
        for (String ending : List.of("png", "svg", "pdf")) {
            Path picture = folder.resolve("matrix." + ending);
            CommandRun run = CommandRun.of("compare", llama, gpt2, "--corpus", corpus.toString(), "--tokens", "300",
                    "--out", picture.toString());
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(picture).isNotEmptyFile();
        }
    }

    @Test
    void aPlanIsASide() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), """
                {"edits": [{"site": "blocks.1.hook_resid_post", "operation": "zero", "positions": "all"}]}
                """);
        JsonNode document = json(llama, llama, "--prompt", "Anna went", "--steer-b", plan.toString());

        assertThat(document.at("/layers/0/cka").doubleValue()).isCloseTo(1, within(1e-5));
        assertThat(document.at("/layers/2/norm_ratio").doubleValue()).isZero();
        assertThat(document.at("/layers/2/cka").isNull()).isTrue();
        assertThat(document.at("/summary/kl").doubleValue()).isPositive();
        assertThat(document.at("/summary/kl_reverse").doubleValue()).isPositive();
        assertThat(document.at("/provenance_b/settings").toString()).contains("edit=");
    }

    @Test
    void aCorpusHasNoPositions() throws IOException {
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), "The boat went home.\n".repeat(40));
        JsonNode document = json(llama, gpt2, "--corpus", corpus.toString(), "--tokens", "300");

        assertThat(document.get("tokens").intValue()).isEqualTo(300);
        assertThat(document.get("positions")).isEmpty();
        CommandRun run = CommandRun.of("compare", llama, gpt2, "--corpus", corpus.toString(), "--table", "tokens");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void aSiteThatOneModelLacksIsNamed() {
        CommandRun run = CommandRun.of("compare", llama, gpt2, "--prompt", "The", "--site",
                "blocks.*.mlp.hook_pre_linear");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: [^\\n]+\\n").contains("hook_pre_linear", "gpt2");
    }

    /// The base model has no chat template; both read what the tuned one's renders.
    @Test
    void aConversationIsRenderedByTheModelThatHasATemplate() throws IOException {
        JsonNode document = json("demo:harbour-base", "demo:harbour-chat", "--user", "How do I sink a boat?");

        assertThat(document.at("/provenance/prompt")).isEqualTo(document.at("/provenance_b/prompt"));
        assertThat(document.at("/provenance/prompt").textValue()).contains("How do I sink a boat?");
        assertThat(document.at("/positions").size()).isGreaterThan(8);
    }

    /// Where tuning acts, and across widths and families.
    @Test
    void theDemoModelsAreComparedAcrossTuningAndWidth() throws IOException {
        JsonNode tuned = json("demo:harbour-base", "demo:harbour-chat", "--prompt",
                "When Anna and Tom went to the market, Anna gave the rope to");
        assertThat(tuned.at("/layers/0/cosine").doubleValue()).isGreaterThan(tuned.get("layers").get(tuned.get(
                "layers").size() - 1).get("cosine").doubleValue());
        assertThat(tuned.at("/summary/kl").doubleValue()).isPositive();

        JsonNode mini = json("demo:harbour-base", "demo:harbour-mini", "--prompt",
                "When Anna and Tom went to the market, Anna gave the rope to");
        assertThat(mini.at("/layers/0/cosine").isNull()).isTrue();
        assertThat(mini.at("/layers/1/norm_ratio").doubleValue()).isPositive();
        assertThat(mini.at("/layers/1/cka").doubleValue()).isBetween(0.0, 1.0);
        assertThat(mini.get("notes").toString()).contains("have no cosine");
    }
}
