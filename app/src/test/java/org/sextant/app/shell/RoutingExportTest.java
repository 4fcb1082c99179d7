package org.sextant.app.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.cli.Cli;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.routing.RoutingView;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.testing.CheckpointFolder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// What the experts view takes out of the window is what the commands write about the same model.
@ExtendWith(ApplicationExtension.class)
class RoutingExportTest {
    private static final String TOP = "Top-expert-by-layer-and-token";

    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, context -> List.of(new RoutingView(context, OpenDialog.ofWindow(),
                        name -> Optional.of(folder.resolve(name)))),
                UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        stage.setScene(pane.scene(1280, 800));
        stage.show();
    }

    @BeforeEach
    void run() {
        Path model = CheckpointFolder.copyOf("v5/deepseek_v3", folder.resolve("model")).withTokenizer().path();
        script.act(() -> bench.models().open(model.toString()));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Text("tom met ann")));
        script.act(bench.prompt()::run);
        script.rest();
        script.act(() -> pane.showView("routing"));
        script.rest();
    }

    @AfterEach
    void close() {
        script.settle();
        bench.shutDown();
    }

    @Test
    void theRowsOfTheRoutingAreThoseOfTheCommand() throws IOException {
        export("Experts, all rows (Parquet)…");
        export("Experts (CSV)…");
        sextant("routing", model(), "--prompt", "tom met ann", "--out", file("command.parquet").toString());
        sextant("routing", model(), "--prompt", "tom met ann", "--out", file("command.csv").toString());

        assertThat(file(TOP + ".parquet")).hasSameBinaryContentAs(file("command.parquet"));
        assertThat(file(TOP + ".parquet.provenance.json")).isNotEmptyFile();
        assertThat(Files.readAllLines(file(TOP + ".csv")).stream().skip(1).map(line -> "0," + line))
                .containsExactlyElementsOf(Files.readAllLines(file("command.csv")).stream().skip(1).toList());
    }

    @Test
    void theTraceIsThatOfTheCommand() throws IOException {
        export("Routing trace (JSON)…");
        sextant("routing", model(), "--prompt", "tom met ann", "--trace", file("command.json").toString(), "--out",
                file("command.csv").toString());

        assertThat(trace("Routing-trace.json")).isEqualTo(trace("command.json"));
        assertThat(trace("Routing-trace.json").get("text").asText()).isEqualTo("tom met ann");
    }

    @Test
    void picturesAndNumbersAreWrittenInEveryFormat(FxRobot robot) throws IOException {
        robot.clickOn("#export");
        for (String format : List.of("PNG", "SVG", "PDF", "JSON")) {
            export("Experts (" + format + ")…");
        }

        assertThat(Files.readAllBytes(file(TOP + ".png"))).contains("PNG".getBytes(StandardCharsets.US_ASCII));
        assertThat(Files.readString(file(TOP + ".svg"))).contains("<svg", "layer", "token");
        assertThat(Files.readAllBytes(file(TOP + ".pdf"))).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(JsonMapper.builder().build().readTree(file(TOP + ".json").toFile()).get("rows")).isNotEmpty();
    }

    @Test
    void lanesAreExportedThoughOfTheExpertsNotChosenTheRankIsEmpty() {
        script.act(() -> bench.views().getFirst().showPicture("lanes"));
        script.rest();
        export("Experts, all rows (Parquet)…");

        assertThat(folder).isDirectoryContaining(path -> path.toString().matches(".*Routers-at-token.*\\.parquet"));
    }

    @Test
    void theRowsOfTheResonanceAreThoseOfTheCommand(FxRobot robot) throws IOException {
        script.act(() -> bench.views().getFirst().showPicture("resonance"));
        type("#resonance-target", "aaaa\naaab");
        type("#resonance-rest", "tom met ann\nann met tom");
        robot.clickOn("#resonance-compare");
        script.rest();
        export("Experts, all rows (Parquet)…");
        Path target = Files.writeString(file("target.txt"), "aaaa\naaab\n");
        Path rest = Files.writeString(file("rest.txt"), "tom met ann\nann met tom\n");
        sextant("resonance", model(), "--target", target.toString(), "--rest", rest.toString(), "--out",
                file("command.parquet").toString());

        assertThat(file("Token-resonance-by-layer-and-expert.parquet"))
                .hasSameBinaryContentAs(file("command.parquet"));
    }

    private void type(String field, String text) {
        script.act(() -> ((TextInputControl) pane.lookup(field)).setText(text));
    }

    private void export(String title) {
        script.act(() -> bench.views().getFirst().commands().stream().filter(each -> each.title().equals(title))
                .findFirst().orElseThrow().run());
        script.rest();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String model() {
        return file("model").toString();
    }

    private static void sextant(String... arguments) {
        assertThat(Cli.runInProcess(arguments)).isZero();
    }

    private ObjectNode trace(String name) throws IOException {
        return ((ObjectNode) JsonMapper.builder().build().readTree(file(name).toFile())).without("provenance");
    }
}
