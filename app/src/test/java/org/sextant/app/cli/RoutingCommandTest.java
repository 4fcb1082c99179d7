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

/// `routing` and `resonance` on a small mixture whose tokens are letters, against its own sites and sums by hand.
class RoutingCommandTest {
    private static final String IDS = "5,9,2,7,11,3";

    @TempDir
    private Path folder;
    private String model = "";

    @BeforeEach
    void makeModel() throws IOException {
        model = CheckpointFolder.copyOf("v4/mixtral", folder.resolve("model")).withTokenizer().path().toString();
    }

    private CommandRun routing(String... more) {
        List<String> arguments = new ArrayList<>(List.of("routing", model));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static List<CSVRecord> csv(String text) throws IOException {
        return CSVParser.parse(new StringReader(text), CSVFormat.RFC4180.builder().setHeader().get()).getRecords();
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    void aRowIsAChosenExpertWithWhatTheModelsSitesSay() throws IOException {
        CommandRun run = routing("--ids", IDS);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("prompt,layer,position,token,rank,expert,weight,router_logit\n");
        List<CSVRecord> rows = csv(run.out());
        JsonNode weights = json(routing("--ids", IDS, "--json").out());

        assertThat(rows).hasSize(2 * 6 * 2);
        for (int at = 0; at < rows.size(); at++) {
            CSVRecord row = rows.get(at);
            assertThat(row.get("prompt")).isEqualTo("0");
            CommandRun site = CommandRun.of("site", model, "--ids", IDS, "--site",
                    "blocks." + row.get("layer") + ".mlp.hook_router_logits");
            String logit = csv(site.out()).stream().filter(cell -> cell.get("position").equals(row.get("position"))
                    && cell.get("dimension").equals(row.get("expert"))).findFirst().orElseThrow().get("value");
            assertThat(row.get("router_logit")).isEqualTo(logit);
            assertThat(weights.get("rows").get(at).get("weight").asText()).isEqualTo(row.get("weight"));
            if (at % 2 == 1) {
                assertThat(Double.parseDouble(row.get("weight")) + Double.parseDouble(rows.get(at - 1).get("weight")))
                        .isCloseTo(1, within(1e-6));
            }
        }
        assertThat(weights.get("provenance").get("ids")).hasSize(6);
    }

    @Test
    void aTraceIsWrittenAsViewersReadIt() throws IOException {
        Path trace = folder.resolve("trace.json");
        List<CSVRecord> rows = csv(routing("--ids", IDS, "--trace", trace.toString()).out());
        JsonNode document = json(Files.readString(trace));

        assertThat(document.fieldNames()).toIterable().startsWith("model_id", "num_layers", "num_experts", "top_k",
                "text", "token_strs", "activations");
        assertThat(document.get("num_layers").intValue()).isEqualTo(2);
        assertThat(document.get("num_experts").intValue()).isEqualTo(4);
        assertThat(document.get("top_k").intValue()).isEqualTo(2);
        assertThat(document.get("token_strs")).hasSize(6);
        assertThat(document.get("activations")).hasSameSizeAs(rows);
        for (int at = 0; at < rows.size(); at++) {
            JsonNode activation = document.get("activations").get(at);
            assertThat(activation.get("layer").asText()).isEqualTo(rows.get(at).get("layer"));
            assertThat(activation.get("token_idx").asText()).isEqualTo(rows.get(at).get("position"));
            assertThat(activation.get("expert_idx").asText()).isEqualTo(rows.get(at).get("expert"));
            assertThat(activation.get("gate_weight").asText()).isEqualTo(rows.get(at).get("weight"));
        }
        assertThat(routing("--ids", IDS, "--trace", trace.toString()).err()).contains("the file exists", "--force");
    }

    @Test
    void promptsOfAFileAreNumberedAndMayGoOn() throws IOException {
        Path prompts = file("prompts.txt", "abc", "hello");
        List<CSVRecord> rows = csv(routing("--prompts", prompts.toString(), "--max-new-tokens", "3").out());
        assertThat(rows.stream().filter(row -> row.get("prompt").equals("0") && row.get("layer").equals("0")))
                .hasSize(2 * (3 + 2));
        assertThat(rows.stream().filter(row -> row.get("prompt").equals("1") && row.get("layer").equals("1")))
                .hasSize(2 * (5 + 2));
        assertThat(routing("--prompts", prompts.toString(), "--trace", folder.resolve("t.json").toString()).err())
                .contains("a trace is of one prompt");
    }

    @Test
    void expertsThatAPlanSwitchesOffAreNotAmongTheRows() throws IOException {
        String off = csv(routing("--ids", IDS).out()).getFirst().get("expert");
        Path plan = file("plan.json",
                "{\"experts\": [{\"layer\": 0, \"expert\": " + off + ", \"gain\": 0, \"mode\": \"mask\"}]}");
        CommandRun steered = routing("--ids", IDS, "--steer", plan.toString());
        assertThat(csv(steered.out()).stream().filter(row -> row.get("layer").equals("0"))
                .map(row -> row.get("expert"))).doesNotContain(off).hasSize(12);
    }

    @Test
    void filesAreWrittenInEveryFormat() throws IOException {
        for (String ending : List.of("csv", "json", "parquet", "png", "svg", "pdf")) {
            Path out = folder.resolve("routing." + ending);
            CommandRun run = routing("--ids", IDS, "--show", "load", "--out", out.toString());
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(Files.size(out)).isPositive();
        }
        assertThat(folder.resolve("routing.parquet.provenance.json")).isNotEmptyFile();
    }

    @Test
    void aPromptIsHeldAgainstAnother() throws IOException {
        CommandRun run = CommandRun.of("routing", model, "--prompt", "abcab", "--against-prompt", "zzz");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("layer,expert,load,load_against,difference\n");
        List<CSVRecord> rows = csv(run.out());
        List<CSVRecord> own = csv(CommandRun.of("routing", model, "--prompt", "abcab").out());
        List<CSVRecord> other = csv(CommandRun.of("routing", model, "--prompt", "zzz").out());

        assertThat(rows).hasSize(2 * 4);
        for (CSVRecord row : rows) {
            double here = load(own, row) / 5;
            double there = load(other, row) / 3;
            assertThat(Double.parseDouble(row.get("load"))).isCloseTo(here, within(1e-6));
            assertThat(Double.parseDouble(row.get("load_against"))).isCloseTo(there, within(1e-6));
            assertThat(Double.parseDouble(row.get("difference"))).isCloseTo(here - there, within(1e-6));
        }
        Path picture = folder.resolve("against.svg");
        assertThat(CommandRun.of("routing", model, "--prompt", "abcab", "--against-prompt", "zzz", "--show", "weight",
                "--out", picture.toString()).code()).isZero();
        assertThat(Files.readString(picture)).contains("<svg");
        assertThat(CommandRun.of("routing", model, "--prompt", "abcab", "--against-prompt", "zzz", "--show", "top")
                .err()).contains("show load, weight or probability");
        assertThat(routing("--prompts", file("p.txt", "abc").toString(), "--against-prompt", "zzz").err())
                .contains("one prompt is held against another");
    }

    @Test
    void aModelIsHeldAgainstAnother() throws IOException {
        Path plan = file("plan.json", "{\"experts\": [{\"layer\": 0, \"expert\": 1, \"gain\": 0}]}");
        CommandRun run = routing("--ids", IDS, "--steer", plan.toString(), "--against-model", model, "--json");
        assertThat(run.err()).isEmpty();
        JsonNode document = json(run.out());
        List<CSVRecord> own = csv(routing("--ids", IDS, "--steer", plan.toString()).out());
        List<CSVRecord> other = csv(routing("--ids", IDS).out());

        assertThat(document.get("rows")).hasSize(2 * 4);
        for (JsonNode row : document.get("rows")) {
            assertThat(row.get("difference").doubleValue())
                    .isCloseTo((load(own, row.get("layer").asText(), row.get("expert").asText())
                            - load(other, row.get("layer").asText(), row.get("expert").asText())) / 6, within(1e-6));
        }
        assertThat(document.get("rows").get(1).get("difference").doubleValue()).isNegative();
        assertThat(document.get("provenance").get("settings").toString()).contains("against_model=");

        String olmoe = CheckpointFolder.copyOf("v4/olmoe", folder.resolve("olmoe")).path().toString();
        assertThat(routing("--ids", IDS, "--against-model", olmoe).err()).contains("have not the same layers", olmoe);
        assertThat(routing("--ids", IDS, "--against-model", olmoe, "--against-prompt", "a").err())
                .contains("leave one of them out");
    }

    @Test
    void resonanceIsTheDifferenceOfTheMeanLoads() throws IOException {
        Path target = file("target.txt", "abc", "aab");
        Path rest = file("rest.txt", "xyz", "zzy", "yyx");
        CommandRun run = CommandRun.of("resonance", model, "--target", target.toString(), "--rest", rest.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("layer,expert,delta,target_mean,rest_mean,z\n");
        List<CSVRecord> rows = csv(run.out());
        List<CSVRecord> own = csv(routing("--prompts", target.toString()).out());
        List<CSVRecord> other = csv(routing("--prompts", rest.toString()).out());

        assertThat(rows).hasSize(2 * 4);
        for (CSVRecord row : rows) {
            double expected = load(own, row) / (2 * 3);
            double besides = load(other, row) / (3 * 3);
            assertThat(Double.parseDouble(row.get("target_mean"))).isCloseTo(expected, within(1e-6));
            assertThat(Double.parseDouble(row.get("rest_mean"))).isCloseTo(besides, within(1e-6));
            assertThat(Double.parseDouble(row.get("delta"))).isCloseTo(expected - besides, within(1e-6));
        }
    }

    private static double load(List<CSVRecord> routed, CSVRecord row) {
        return load(routed, row.get("layer"), row.get("expert"));
    }

    private static double load(List<CSVRecord> routed, String layer, String expert) {
        return routed.stream().filter(each -> each.get("layer").equals(layer) && each.get("expert").equals(expert))
                .count();
    }

    @Test
    void listsOfVeryDifferentLengthAreSaidToBeComparedByShares() throws IOException {
        Path target = file("target.txt", "abc");
        Path rest = file("rest.txt", "a much longer line than the other");
        CommandRun run = CommandRun.of("resonance", model, "--target", target.toString(), "--rest", rest.toString(),
                "--measure", "weights", "--span", "all", "--max-new-tokens", "4", "--json");
        assertThat(run.err()).startsWith("sextant: note: target prompts have ").contains("shares of a prompt's tokens");
        assertThat(json(run.out()).get("provenance").get("settings").toString()).contains("per_token=true",
                "measure=weights", "span=all");
        assertThat(CommandRun.of("resonance", model, "--target", target.toString(), "--rest", rest.toString(), "--sums")
                .err()).contains("leave out --sums");
    }

    @Test
    void aDenseModelIsRefusedInOneLine() throws IOException {
        String dense = CheckpointFolder.copyOf("v5/llama", folder.resolve("dense")).path().toString();
        CommandRun run = CommandRun.of("routing", dense, "--ids", IDS);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: the model has no experts, [^\\n]+; [^\\n]+\\n");
    }
}
