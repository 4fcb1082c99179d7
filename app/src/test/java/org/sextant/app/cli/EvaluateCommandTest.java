package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.demo.SmallDemos;
import org.sextant.assets.evaluate.EvaluationReport;
import org.sextant.assets.evaluate.ModelEvaluation;
import org.sextant.assets.evaluate.Row;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Update;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// The task table, with made figures.
class EvaluateCommandTest {
    @TempDir
    Path folder;

    private ModelAddresses demos = SmallDemos.none();

    private static ModelEvaluation finding(double accuracy) {
        return (model, progress) -> {
            progress.accept(new Update.Progress("indirect object", 1, 2, "prompts"));
            return EvaluationReport.of(model.card(), List.of(
                    Row.atLeast(0.95, "indirect object", "accuracy", accuracy, 480),
                    Row.noted("held-out text", "unigram loss (nats per token)", 5.8, 40_000)), List.of("Made up."));
        };
    }

    @BeforeEach
    void writeDemos() {
        demos = SmallDemos.in(folder.resolve("demos"));
    }

    private CommandRun run(ModelEvaluation evaluation, String... more) {
        List<String> arguments = new ArrayList<>(List.of("demo:harbour-base"));
        arguments.addAll(List.of(more));
        return CommandRun.in((out, err) -> new CommandLine(new EvaluateCommand(new CommandContext(out, err, true,
                Session::local, demos, new Interruption()), evaluation)).execute(arguments.toArray(String[]::new)));
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    @Test
    void theTableIsMarkdown() {
        CommandRun run = run(finding(0.97));

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("**demo:harbour-base** · `").contains(
                "| indirect object | accuracy | 0.9700 | ≥ 0.9500 | 480 | ✓ |",
                "| held-out text | unigram loss (nats per token) | 5.800 | – | 40000 |  |", "* Made up.");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aMissedAimExitsWithOneAndIsMarked() throws IOException {
        CommandRun run = run(finding(0.94), "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(json(run.out()).get("ok").booleanValue()).isFalse();
        assertThat(json(run.out()).at("/rows/0/ok").booleanValue()).isFalse();
        assertThat(json(run.out()).get("model").textValue()).isEqualTo("demo:harbour-base");
    }

    @Test
    void theEndingOfTheFilePicksTheForm() throws IOException {
        Path table = folder.resolve("table.md");
        Path document = folder.resolve("table.json");

        assertThat(run(finding(0.97), "--out", table.toString()).out()).isEmpty();
        assertThat(run(finding(0.97), "--out", document.toString()).code()).isZero();
        assertThat(Files.readString(table)).contains("| task | figure |");
        assertThat(json(Files.readString(document)).at("/rows/1/value").doubleValue()).isEqualTo(5.8);
        assertThat(CommandRun.of("evaluate", "/models/any", "--out", "x.csv").err()).contains(".json, .md");
    }

    @Test
    void aModelWithoutTasksIsRefusedInOneLine() {
        CommandRun refused = CommandRun.with(SmallDemos.in(folder), "evaluate", "demo:harbour-mini");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).matches("sextant: [^\\n]+, [^\\n]*demo:harbour-mini[^\\n]*; [^\\n]+\\n");
    }
}
