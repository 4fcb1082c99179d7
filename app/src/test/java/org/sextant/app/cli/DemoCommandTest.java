package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.shell.ScreenshotRequest;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// Demo models as MODEL.
class DemoCommandTest {
    @TempDir
    Path folder;

    private ModelAddresses demos = SmallDemos.none();

    @BeforeEach
    void writeDemos() {
        demos = SmallDemos.in(folder);
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertThat(run.err()).isEmpty();
        return new JsonMapper().readTree(run.out());
    }

    private ScreenshotRequest picture(ModelAddresses addresses, String... arguments) {
        var command = new UiCommand(
                new CommandContext(System.out, System.err, false, Session::local, addresses, new Interruption()));
        new CommandLine(command).parseArgs(arguments);
        return command.picture();
    }

    @Test
    void aDemoIsAModelAsAnyOther() throws IOException {
        JsonNode info = json(CommandRun.with(demos, "info", "demo:harbour-mini"));

        assertThat(info.get("model_type").textValue()).isEqualTo("gpt2");
        assertThat(info.get("tokenizer").isNull()).isFalse();
    }

    @Test
    void provenanceNamesTheDemoItsFolderAndItsHash() throws IOException {
        JsonNode provenance = json(CommandRun.with(demos, "run", "demo:harbour-base", "--prompt", "When", "--json"))
                .get("provenance");

        assertThat(provenance.get("model").textValue()).isEqualTo("demo:harbour-base");
        assertThat(provenance.get("folder").textValue()).endsWith("harbour-base");
        assertThat(provenance.get("hash").textValue()).matches("[0-9a-f]{64}");
    }

    @Test
    void aPictureOfTheWindowWithoutAModelIsOfTheFirstDemo() {
        var base = new ModelLocation.Named("demo:harbour-base", folder.resolve("harbour-base"));
        var request = picture(demos);

        assertThat(request.model().orElseThrow().location()).isEqualTo(base);
        assertThat(request.prompt()).contains(new Prompt.Text("When Anna and Tom"));
        assertThat(picture(demos, "--prompt", "Cargo").prompt()).contains(new Prompt.Text("Cargo"));
        assertThat(picture(demos, "demo:harbour-base").prompt()).contains(new Prompt.Text("When Anna and Tom"));
    }

    @Test
    void aPictureCanBeOfTheStartPage() {
        assertThat(picture(demos, "--no-model").model()).isEmpty();
        assertThat(picture(SmallDemos.none()).model()).isEqualTo(Optional.empty());
        CommandRun both = CommandRun.with(demos, "ui", "demo:harbour-base", "--no-model", "--screenshot",
                folder.resolve("x.png").toString());
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--no-model");
    }
}
