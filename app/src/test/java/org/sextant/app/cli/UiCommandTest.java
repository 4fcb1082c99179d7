package org.sextant.app.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.app.activations.Aspect;
import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.shell.WindowRequest;
import org.sextant.app.state.Selection;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.ShortNames;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class UiCommandTest {
    private static WindowRequest window(String... arguments) {
        return command(arguments).window();
    }

    private static UiCommand command(String... arguments) {
        return command(SmallDemos.none(), arguments);
    }

    private static UiCommand command(ModelAddresses addresses, String... arguments) {
        var nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var command = new UiCommand(
                new CommandContext(nowhere, nowhere, false, Session::local, addresses, new Interruption()));
        new CommandLine(command)
                .registerConverter(Aspect.class, new LabelConverter<>(List.of(Aspect.values()), ShortNames::of))
                .parseArgs(arguments);
        return command;
    }

    @Test
    void thePictureHearsWhatTheModelIsComparedWith() {
        assertThat(command("--no-model", "--screenshot", "x.png", "--compare", "demo:harbour-chat").picture()
                .compared()).hasValue("demo:harbour-chat");
        assertThat(command("--no-model", "--screenshot", "x.png").picture().compared()).isEmpty();
    }

    @Test
    void thePictureHearsHowTheSlidersAreShown() {
        assertThat(command("--no-model", "--screenshot", "x.png", "--show", "difference").picture().aspect())
                .hasValue("difference");
        assertThat(command("--no-model", "--screenshot", "x.png").picture().aspect()).isEmpty();
    }

    @Test
    void aDemoModelThatIsNamedRunsItsFirstPromptInThePicture(@TempDir Path folder) {
        ModelAddresses demos = SmallDemos.in(folder);
        assertThat(command(demos, "demo:harbour-mini", "--screenshot", "x.png").picture().prompt())
                .contains(new Prompt.Text("Tom and Anna"));
        assertThat(command(demos, "demo:harbour-mini", "--screenshot", "x.png", "--prompt", "a").picture().prompt())
                .contains(new Prompt.Text("a"));
        assertThat(command(demos, folder.resolve("harbour-mini").toString(), "--screenshot", "x.png").picture()
                .prompt()).isEmpty();
    }

    @Test
    void theWindowHearsOfEveryOptionThatIsNotOfThePicture() {
        assertThat(window("/models/a", "--device", "cuda:0", "--dtype", "float64", "--theme", "dark", "--size",
                "1200x800", "--seed", "3"))
                .isEqualTo(new WindowRequest(Optional.of("/models/a"), false, "cuda:0", Dtype.FLOAT64,
                        Optional.of(ThemeChoice.DARK), Optional.of(new WindowRequest.Size(1200, 800)),
                        OptionalLong.of(3)));
        assertThat(window()).isEqualTo(WindowRequest.PLAIN);
    }

    @Test
    void aTokenALayerAndThereAHeadOrAnExpertAreSelected() {
        Selection layer = Selection.NONE.withToken(14).withLayer(3);
        assertThat(selected("14")).isEqualTo(Selection.NONE.withToken(14));
        assertThat(selected("14,3")).isEqualTo(layer);
        assertThat(selected("14,3,5")).isEqualTo(layer.withHead(5));
        assertThat(selected("14,3,e26")).isEqualTo(layer.withExpert(3, 26));
    }

    private static Selection selected(String place) {
        return command("--no-model", "--screenshot", "x.png", "--select", place).picture()
                .selection();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prompt a --ids 1", "--select 99,-3", "--select 1,2,3,4", "--select 1,e2",
        "--select 1,2,x3", "--select 1,2,e", "--select 99999999999", "--size 16000x16000",
        "--size 99999x100", "--size wide", "--theme grey", "--dtype bfloat16"})
    void whatCannotBeIsRefusedBeforeAnythingIsDrawn(String arguments) {
        CommandRun run = CommandRun.of(("ui /models/a --screenshot /tmp/none.png --force " + arguments).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n")
                .contains(arguments.substring(0, arguments.indexOf(' '))).doesNotContain("a fault of Sextant");
    }
}
