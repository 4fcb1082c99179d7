package org.sextant.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.routing.RoutingView;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.testing.CheckpointFolder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// Menus, files, fields and classes of the experts view.
@ExtendWith(ApplicationExtension.class)
class RoutingGesturesTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        OpenDialog files = new OpenDialog() {
            @Override
            public Optional<Path> file(String title, List<String> endings) {
                return Optional.of(folder.resolve(title.equals("Open Target") ? "target.txt" : "rest.jsonl"));
            }

            @Override
            public Optional<Path> folder(String title) {
                return Optional.empty();
            }
        };
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, context -> List.of(new RoutingView(context, files, _ -> Optional.empty())),
                UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        stage.setScene(pane.scene(1280, 900));
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
    void theMenuOfEveryPictureAndListForcesTheExpertUnderThePointer(FxRobot robot) {
        HeatmapPane map = (HeatmapPane) one("#routing-map");
        Bounds cells = UiScript.onUi(() -> map.localToScreen(map.getBoundsInLocal()));
        robot.moveTo(cells.getMinX() + cells.getWidth() * 0.4, cells.getMinY() + cells.getHeight() * 0.25);
        robot.clickOn(MouseButton.SECONDARY);
        robot.clickOn(item(robot, "L1 E\\d: force on"));
        script.rest();
        assertThat(experts()).hasSize(1).allMatch(each -> each.mode() == ExpertGain.Mode.FORCE && each.layer() == 1);

        compare(robot, "aaaa\naaab", "tom met ann\nann met tom");
        TableView<?> ranking = (TableView<?>) one("#resonance-ranking");
        script.act(() -> ranking.getSelectionModel().select(1));
        script.rest();
        Bounds row = UiScript.onUi(() -> {
            Node selected = ranking.lookup(".table-row-cell:selected");
            return selected.localToScreen(selected.getBoundsInLocal());
        });
        robot.moveTo(row.getMinX() + 60, row.getCenterY());
        robot.clickOn(MouseButton.SECONDARY);
        robot.clickOn(item(robot, "L\\d E\\d: switch off"));
        script.rest();
        assertThat(experts()).hasSize(2).last().matches(ExpertGain::isMask);
    }

    @Test
    void listsAreReadFromFiles(FxRobot robot) throws IOException {
        Files.writeString(folder.resolve("target.txt"), "aaaa\naaab\n");
        Files.writeString(folder.resolve("rest.jsonl"), "{\"text\": \"tom met ann\"}\n");
        robot.clickOn("#routing-show-resonance");
        script.rest();
        robot.clickOn("#resonance-open-target").clickOn("#resonance-open-rest");
        script.rest();

        assertThat(text("#resonance-target").getText().lines()).containsExactly("aaaa", "aaab");
        assertThat(text("#resonance-rest").getText().lines()).hasSize(1);
        robot.clickOn("#resonance-compare");
        script.rest();
        assertThat(((Label) one("#resonance-counts")).getText()).isEqualTo("2 target · 1 rest · 0 left out");
    }

    @Test
    void aComparisonIsStopped(FxRobot robot) {
        robot.clickOn("#routing-show-resonance");
        script.rest();
        String many = String.join("\n", Collections.nCopies(400, "tom met ann"));
        script.act(() -> text("#resonance-target").setText(many));
        script.act(() -> text("#resonance-rest").setText(many));
        Button compare = (Button) one("#resonance-compare");
        script.act(compare::fire);
        assertThat(UiScript.onUi(compare::getText)).isEqualTo("Stop");
        script.act(compare::fire);
        script.rest();

        assertThat(compare.getText()).isEqualTo("Compare");
        assertThat(robot.lookup("Cancelled").queryAll()).isNotEmpty();
    }

    @Test
    void promptsGetTheirClassByAPhraseAndByHand(FxRobot robot) {
        robot.clickOn("#routing-show-resonance");
        script.rest();
        robot.clickOn("#resonance-responses");
        compare(robot, "aaaa\naaab", "tom met ann\nann met tom");
        robot.clickOn("#resonance-list-prompts");
        script.act(() -> text("#resonance-phrases").setText("no response says this"));
        robot.clickOn("#resonance-classes").clickOn("#resonance-by-response");
        script.rest();
        assertThat(((Label) one("#resonance-counts")).getText()).isEqualTo("0 target · 4 rest · 0 left out");
        assertThat(robot.lookup("No prompt is in the class “target”").queryAll()).isNotEmpty();

        robot.clickOn("#resonance-classes").clickOn("#resonance-by-list");
        script.rest();
        TableView<?> prompts = (TableView<?>) one("#resonance-prompts");
        script.act(() -> prompts.getSelectionModel().select(3));
        robot.clickOn("#resonance-classes").clickOn("#resonance-to-left-out");
        script.rest();
        assertThat(((Label) one("#resonance-counts")).getText()).isEqualTo("2 target · 1 rest · 1 left out");
    }

    @Test
    void theBarShowsGeneratedTokensAndHoldsThePromptAgainstAnother(FxRobot robot) {
        robot.clickOn("#routing-tokens").type(KeyCode.DOWN).type(KeyCode.ENTER);
        script.rest();
        HeatmapPane map = (HeatmapPane) one("#routing-map");
        assertThat(UiScript.onUi(() -> map.heatmapProperty().get().orElseThrow().columnLabels()))
                .anyMatch(label -> label.startsWith("› "));

        robot.clickOn("#routing-against").write("aaab").type(KeyCode.ENTER);
        script.rest();
        assertThat(UiScript.onUi(() -> map.heatmapProperty().get().orElseThrow().valueLabel()))
                .isEqualTo("share of tokens, prompt − other prompt");
    }

    private static Node item(FxRobot robot, String title) {
        return robot.lookup((Node node) -> node instanceof Label label && label.getText().matches(title)).query();
    }

    private void compare(FxRobot robot, String target, String rest) {
        robot.clickOn("#routing-show-resonance");
        script.rest();
        script.act(() -> text("#resonance-target").setText(target));
        script.act(() -> text("#resonance-rest").setText(rest));
        robot.clickOn("#resonance-compare");
        script.rest();
    }

    private List<ExpertGain> experts() {
        return bench.workspace().steeringProperty().get().plan().experts();
    }

    private TextInputControl text(String selector) {
        return (TextInputControl) pane.lookup(selector);
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }
}
