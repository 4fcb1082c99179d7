package org.sextant.app.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.IntervalPane;
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

/// Experts in the window, on a small real mixture whose tokens are letters.
@ExtendWith(ApplicationExtension.class)
class RoutingWindowTest {
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
        stage.setScene(pane.scene(980, 960));
        stage.show();
    }

    @AfterEach
    void close() {
        script.settle();
        bench.shutDown();
    }

    @Test
    void anExpertIsFoundSwitchedOffAndTakenOut(FxRobot robot) {
        openAndRun("v5/deepseek_v3");
        HeatmapPane map = (HeatmapPane) one("#routing-map");
        assertThat(heatmap(map).cells().rows()).isEqualTo(2);

        Bounds cells = UiScript.onUi(() -> map.localToScreen(map.getBoundsInLocal()));
        robot.clickOn(cells.getMinX() + cells.getWidth() * 0.4, cells.getMinY() + cells.getHeight() * 0.25);
        script.rest();
        int expert = bench.workspace().selection().expert().orElseThrow();
        assertThat(bench.workspace().selection().layer()).hasValue(1);
        assertThat(((Label) one("#routing-expert")).getText()).isEqualTo("Layer 1, expert " + expert);
        assertThat(map.pinsProperty().get()).isNotEmpty();
        assertThat(map.getAccessibleText()).contains("layer 1, token ", "weight ", "logit ", "entropy ");
        TableView<?> seen = (TableView<?>) one("#routing-seen");
        assertThat(seen.getItems()).hasSameSizeAs(map.pinsProperty().get());

        robot.clickOn("#routing-off");
        script.rest();
        assertThat(bench.workspace().steeringProperty().get().plan().experts()).hasSize(1);
        assertThat(((Label) one("#routing-expert-facts")).getText()).startsWith("Saw 0 of 11 tokens (unsteered ");
        robot.clickOn("#aspect-difference");
        script.rest();
        assertThat(heatmap(map).cellTexts()).anyMatch(text -> text.endsWith(" ← " + expert));

        robot.clickOn("#routing-search").write("L2 E5").type(KeyCode.ENTER);
        script.rest();
        assertThat(bench.workspace().selection().expert()).hasValue(5);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E).release(KeyCode.E, KeyCode.SHIFT, KeyCode.CONTROL);
        script.rest();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("Top-expert-by-layer-and-token-now-unsteered.png");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void spaceInTheMapPlaysThroughTheTokens(FxRobot robot) {
        openAndRun("v5/deepseek_v3");
        script.act(() -> bench.workspace().select(bench.workspace().selection().withToken(9)));
        Node map = one("#routing-map");
        script.act(map::requestFocus);
        robot.type(KeyCode.SPACE);
        script.eachPulse(1, () -> bench.workspace().selection().token().orElse(0) == 10, _ -> {});
        assertThat(bench.workspace().selection().token()).hasValue(10);
        assertThat(((HeatmapPane) map).markProperty().get().column()).hasValue(10);
    }

    @Test
    void listsAreComparedAndAPromptChangesItsClass(FxRobot robot) {
        openAndRun("v5/deepseek_v3");
        robot.clickOn("#routing-show-resonance");
        script.rest();
        TextInputControl target = (TextInputControl) one("#resonance-target");
        TextInputControl rest = (TextInputControl) one("#resonance-rest");
        script.act(() -> target.setText("aaaa\naaab"));
        script.act(() -> rest.setText("tom met ann\nann met tom"));
        robot.clickOn("#resonance-compare");
        script.rest();
        HeatmapPane map = (HeatmapPane) one("#resonance-map");
        Heatmap first = heatmap(map);
        assertThat(first.signed()).isTrue();
        assertThat(((TableView<?>) one("#resonance-ranking")).getItems()).hasSize(16);

        TableView<?> prompts = (TableView<?>) one("#resonance-prompts");
        TableView<?> ranking = (TableView<?>) one("#resonance-ranking");
        robot.clickOn("#resonance-list-prompts");
        script.act(() -> prompts.getSelectionModel().select(0));
        script.act(prompts::requestFocus);
        robot.type(KeyCode.R);
        script.rest();
        assertThat(((Label) one("#resonance-counts")).getText()).isEqualTo("1 target · 3 rest · 0 left out");
        assertThat(heatmap(map)).isNotEqualTo(first);

        robot.clickOn("#resonance-list-experts");
        script.act(() -> ranking.getSelectionModel().select(0));
        script.rest();
        assertThat(map.selectedCellProperty().get()).isPresent();
        robot.clickOn("#resonance-top-off");
        script.rest();
        assertThat(bench.workspace().steeringProperty().get().rows()).hasSize(1);
        assertThat(bench.workspace().steeringProperty().get().plan().experts()).hasSize(10);
    }

    @Test
    void plansAreTriedLookedAtAndPutOnTheBoard(FxRobot robot) {
        openAndRun("v5/deepseek_v3");
        robot.clickOn("#routing-show-resonance");
        script.rest();
        write("#resonance-target", "aaaa\naaab");
        write("#resonance-rest", "tom met ann\nann met tom");
        robot.clickOn("#resonance-compare");
        script.rest();
        robot.clickOn("#routing-show-effect");
        script.rest();
        robot.clickOn("#effect-target");
        for (String count : List.of("#effect-top-count", "#effect-random-count", "#effect-forced-count")) {
            Spinner<?> spinner = (Spinner<?>) one(count);
            script.act(() -> spinner.getEditor().setText("2"));
            script.act(spinner::commitValue);
        }
        write("#effect-phrases", "a, b, c");
        robot.clickOn("#effect-run");
        script.rest();

        TableView<?> plans = (TableView<?>) one("#effect-plans");
        assertThat(plans.getItems()).hasSize(6);
        IntervalPane chart = (IntervalPane) one("#effect-chart");
        assertThat(UiScript.onUi(() -> chart.figureProperty().get().orElseThrow()).bars()).hasSize(6);
        script.eachPulse(1, () -> chart.getAccessibleText().contains("top 2 off"), _ -> {});
        script.act(chart::requestFocus);
        robot.type(KeyCode.DOWN);
        script.rest();
        assertThat(plans.getSelectionModel().getSelectedIndex()).isEqualTo(2);
        assertThat(chart.getAccessibleText()).contains("random 2 off, draw 1");

        robot.clickOn("#effect-show-responses");
        assertThat(((TableView<?>) one("#effect-responses")).getItems()).hasSize(2);
        robot.clickOn("#effect-put");
        script.rest();
        assertThat(bench.workspace().steeringProperty().get().rows()).hasSize(1);

        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E).release(KeyCode.E, KeyCode.SHIFT, KeyCode.CONTROL);
        script.rest();
        assertThat(folder.resolve("Refusals-by-plan.png")).isNotEmptyFile();
    }

    @Test
    void lanesShowTheRouterOfTheSelectedLayer(FxRobot robot) {
        openAndRun("v5/deepseek_v3");
        robot.clickOn("#routing-show-lanes");
        script.rest();
        script.act(() -> bench.workspace().select(bench.workspace().selection().withToken(2).withLayer(2)));
        script.rest();
        TableView<?> router = (TableView<?>) one("#routing-router");
        assertThat(router.getItems()).hasSize(9);
        script.act(() -> router.getSelectionModel().select(0));
        script.rest();
        HeatmapPane map = (HeatmapPane) one("#routing-lanes");
        assertThat(map.selectedCellProperty().get())
                .hasValue(new Cell(1, bench.workspace().selection().expert().orElseThrow()));
    }

    @Test
    void aDenseModelSaysThatItHasNoExperts(FxRobot robot) {
        openAndRun("v5/llama");
        assertThat(robot.lookup("This model has no experts").queryAll()).isNotEmpty();
        assertThat(one("#routing-search").isDisabled()).isTrue();
    }

    private static Heatmap heatmap(HeatmapPane map) {
        return UiScript.onUi(() -> map.heatmapProperty().get().orElseThrow());
    }

    private void openAndRun(String fixture) {
        Path model = CheckpointFolder.copyOf(fixture, folder.resolve("model")).withTokenizer().path();
        script.act(() -> bench.models().open(model.toString()));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Text("tom met ann")));
        script.act(bench.prompt()::run);
        script.rest();
        script.act(() -> pane.showView("routing"));
        script.rest();
    }

    private void write(String selector, String text) {
        TextInputControl field = (TextInputControl) one(selector);
        script.act(() -> field.setText(text));
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }
}
