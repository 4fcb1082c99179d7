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
import org.sextant.runtime.testing.GoldenModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `attribute` on models whose weights follow a rule, against the printed scores (METHODS.md 1.10), within 1e-4; and on a
/// small model whose tokens are letters.
class AttributeCommandTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path folder;
    private String golden = "";

    @BeforeEach
    void makeModel() throws IOException {
        Path model = Files.createDirectory(folder.resolve("golden"));
        GoldenModel.write("llama", model);
        golden = model.toString();
    }

    private CommandRun attribute(String... more) {
        return asked(List.of("--answer-id", "3", "--wrong-id", "14"), more);
    }

    private CommandRun asked(List<String> target, String... more) {
        List<String> arguments = new ArrayList<>(List.of("attribute", golden, "--clean-ids",
                "1,5,9,2,7,3,8,4,6,0,11,13", "--corrupt-ids", "1,5,9,12,7,3,8,10,6,0,11,13"));
        arguments.addAll(target);
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void aSumOfLogitsIsLookedAtInPlaceOfAnswers() throws IOException {
        List<CSVRecord> difference = csv(attribute().out());
        List<CSVRecord> halved = csv(asked(List.of("--logits", "3:0.5,14:-0.5")).out());

        assertThat(halved).hasSameSizeAs(difference);
        for (int row = 0; row < halved.size(); row++) {
            assertThat(Double.parseDouble(halved.get(row).get("score")))
                    .isCloseTo(Double.parseDouble(difference.get(row).get("score")) / 2, within(1e-6));
        }
    }

    /// Of two tokens the difference of log-probabilities is that of the logits.
    @Test
    void answersMayBeSummedByTheirLogProbabilities() throws IOException {
        CommandRun summed = attribute("--answer-metric", "sum-logprob");
        List<CSVRecord> first = csv(attribute().out());
        List<CSVRecord> rows = csv(summed.out());
        for (int row = 0; row < rows.size(); row++) {
            assertThat(Double.parseDouble(rows.get(row).get("score")))
                    .isCloseTo(Double.parseDouble(first.get(row).get("score")), within(1e-5));
        }
        assertThat(attribute("--answer-metric", "sum-logprob", "--json").out())
                .contains("answer-metric=sum-logprob");
        CommandRun refused = attribute("--answer-metric", "sum-logprob", "--method", "attnlrp");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("explains one logit");
    }

    private static List<CSVRecord> csv(String text) throws IOException {
        return CSVParser.parse(new StringReader(text), CSVFormat.RFC4180.builder().setHeader().get()).getRecords();
    }

    private static void assertPrinted(List<CSVRecord> rows, JsonNode expected) {
        for (CSVRecord row : rows) {
            JsonNode layer = expected.get(row.get("node")).get(Integer.parseInt(row.get("layer")));
            JsonNode positions = row.get("index").isEmpty() ? layer : layer.get(Integer.parseInt(row.get("index")));
            assertThat(Double.parseDouble(row.get("score"))).as("%s", row)
                    .isCloseTo(positions.get(Integer.parseInt(row.get("position"))).asDouble(), within(TOLERANCE));
        }
    }

    @Test
    void theTableHasARowForEveryNodeWithItsPrintedScore() throws IOException {
        JsonNode printed = GoldenModel.numbers("methods/attrib").get("llama");
        CommandRun relp = attribute();
        assertThat(relp.err()).isEmpty();
        assertThat(relp.out()).startsWith("node,layer,index,position,token,score");
        assertThat(csv(relp.out())).hasSize(3 * 2 * 12);
        assertPrinted(csv(relp.out()), printed.get("RelP_denoise_LN_ID_HALF"));
        assertPrinted(csv(attribute("--rules", "ln,identity,half,ah", "--direction", "noising", "--nodes",
                "head,resid_pre").out()), printed.get("RelP_noise_LN_ID_HALF_AH"));
        assertPrinted(csv(attribute("--method", "atp").out()), printed.get("AtP_denoise"));
        assertPrinted(csv(attribute("--method", "patching", "--nodes", "resid_pre,attn_out,mlp_out,head").out()),
                printed.get("AP_denoise"));
    }

    @Test
    void theDocumentTellsTheMetricAndHowFarTheEstimateAgrees() throws IOException {
        JsonNode printed = GoldenModel.numbers("methods/attrib").get("llama");
        JsonNode document = new JsonMapper().readTree(
                attribute("--against", "patching", "--nodes", "resid_pre,head,neuron", "--json").out());
        assertThat(document.get("metric_clean").asDouble()).isCloseTo(printed.get("metric_clean").asDouble(),
                within(TOLERANCE));
        assertThat(document.get("metric_corrupt").asDouble()).isCloseTo(printed.get("metric_corrupt").asDouble(),
                within(TOLERANCE));
        assertThat(document.get("forward_equivalents").asDouble()).isGreaterThan(5);
        assertThat(document.get("pearson").get("resid_pre").asDouble()).isCloseTo(
                printed.get("pearson").get("RelP_denoise_LN_ID_HALF").get("resid_pre").asDouble(), within(TOLERANCE));
        assertThat(document.get("pearson").get("neuron").isNumber()).isTrue();
        assertThat(document.get("rows")).hasSize(2 * 12 + 2 * 4 * 12 + 50);
        assertThat(document.get("provenance").get("settings").toString()).contains("method=relp",
                "rules=ln,identity,half");
        JsonNode alone = new JsonMapper().readTree(attribute("--json").out());
        assertThat(alone.has("pearson")).isFalse();
        assertThat(alone.get("forward_equivalents").asDouble()).isEqualTo(3);
    }

    @Test
    void normalisedScoresAreSharesOfTheWholeEffect() throws IOException {
        List<CSVRecord> raw = csv(attribute().out());
        List<CSVRecord> shares = csv(attribute("--normalised").out());
        for (int i = 0; i < raw.size(); i++) {
            assertThat(Double.parseDouble(shares.get(i).get("score"))).isCloseTo(
                    Double.parseDouble(raw.get(i).get("score")) / (-0.534847 + 0.055045), within(1e-3));
        }
    }

    @Test
    void pairsComeFromAFileAndPicturesGoToOne() throws IOException {
        String model = CheckpointFolder.copyOf("v5/llama", folder.resolve("letters")).withTokenizer().path().toString();
        Path pairs = Files.writeString(folder.resolve("pairs.jsonl"), """
                {"clean": "tom met ann", "corrupt": "ann met ann", "answer": "t", "wrong": ["a", "b"]}

                {"clean": [1, 5, 9], "corrupt": [1, 6, 9], "answer": 7, "wrong": 8}
                """);
        JsonNode document = new JsonMapper()
                .readTree(CommandRun.of("attribute", model, "--pairs", pairs.toString(), "--json").out());
        assertThat(document.get("pairs")).hasSize(2);
        assertThat(document.get("metric_clean").asDouble()).isCloseTo((document.get("pairs").get(0)
                .get("metric_clean").asDouble() + document.get("pairs").get(1).get("metric_clean").asDouble()) / 2,
                within(1e-9));

        Path picture = folder.resolve("x.png");
        assertThat(attribute("--nodes", "resid_pre,head", "--out", picture.toString()).code()).isZero();
        assertThat(picture).isNotEmptyFile();
        Path table = folder.resolve("x.csv");
        assertThat(attribute("--out", table.toString()).code()).isZero();
        assertThat(Files.readString(table)).isEqualTo(attribute().out());
        assertThat(folder.resolve("x.csv.provenance.json")).isNotEmptyFile();
    }

    @Test
    void whatDoesNotFitIsToldAndWhatIsOddIsNoted() throws IOException {
        assertThat(attribute("--rules", "ln,zero").err()).contains("note: the rule zero is always on");
        CommandRun twice = CommandRun.of("attribute", golden, "--clean-ids", "1,2", "--corrupt-ids", "1,2,3",
                "--answer-id", "3");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("2 tokens", "3", "spans").hasLineCount(1);
        CommandRun tokens = CommandRun.of("attribute", golden, "--clean-ids", "1,5,9,2", "--answer-id", "15",
                "--method", "cplrp");
        assertThat(csv(tokens.out())).hasSize(4).allMatch(row -> row.get("node").equals("token"));
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"clean\": \"a\"}");
        assertThat(CommandRun.of("attribute", golden, "--pairs", broken.toString()).err())
                .contains("broken.jsonl, line 1", "\"corrupt\"").hasLineCount(1);
    }
}
