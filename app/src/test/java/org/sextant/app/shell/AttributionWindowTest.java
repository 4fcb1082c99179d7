package org.sextant.app.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.attribution.AttributionView;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.demo.SmallDemos;
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

/// Attributing a pair in the window, on a small real model whose tokens are letters.
@ExtendWith(ApplicationExtension.class)
class AttributionWindowTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, context -> List.of(new AttributionView(context, OpenDialog.ofWindow(),
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
    void aPairIsAttributedARuleToggledTheTopCheckedAndTheMapTakenOut(FxRobot robot) {
        openAndRun();
        TextInputControl corrupt = (TextInputControl) one("#attribution-corrupt");
        assertThat(((TextInputControl) one("#attribution-clean")).getText()).isEqualTo("tom met ann");
        robot.clickOn(corrupt).write("tim met ann").type(KeyCode.ENTER);
        script.rest();
        HeatmapPane map = (HeatmapPane) one("#attribution-map");
        Heatmap first = map.heatmapProperty().get().orElseThrow();
        assertThat(first.cells().columns()).isEqualTo(11);
        assertThat(((TextInputControl) one("#attribution-answer")).getText()).isNotEmpty();
        assertThat(((Label) one("#attribution-metric")).getText()).contains("clean ", "corrupt ", "difference ");

        robot.clickOn("#attribution-rule-half");
        script.rest();
        assertThat(map.heatmapProperty().get()).isNotEqualTo(Optional.of(first));

        Bounds cells = UiScript.onUi(() -> map.localToScreen(map.getBoundsInLocal()));
        robot.clickOn(cells.getMinX() + cells.getWidth() * 0.4, cells.getMinY() + cells.getHeight() * 0.4);
        script.rest();
        assertThat(bench.workspace().selection().layer()).isPresent();
        assertThat(map.getAccessibleText()).contains("layer ", "position ", "logits");
        robot.clickOn("#attribution-patch");
        script.rest();
        assertThat(map.pinsProperty().get()).hasSize(1);
        assertThat(((TableView<?>) one("#attribution-scores")).getItems()).hasSize(3);

        robot.clickOn("#attribution-show-check").clickOn("#attribution-check");
        script.rest();
        PointsPane scatter = (PointsPane) one("#attribution-scatter");
        assertThat(scatter.figureProperty().get().orElseThrow().series().stream()
                .anyMatch(series -> series.points().size() >= 22)).isTrue();
        assertThat(((Label) one("#attribution-verdict")).getText()).contains("Pearson", "cells");
        assertThat(((Button) one("#attribution-check")).getText()).startsWith("Check the top");
        assertThat(((TableView<?>) one("#attribution-worst")).getItems()).hasSizeGreaterThanOrEqualTo(22);

        robot.clickOn("#attribution-show-map");
        script.rest();
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E).release(KeyCode.E, KeyCode.SHIFT, KeyCode.CONTROL);
        script.rest();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("RelP-of-resid_pre.png");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void promptsOfTwoLengthsAreMendedByAButton(FxRobot robot) {
        openAndRun();
        robot.clickOn("#attribution-corrupt").write("tomas met ann").type(KeyCode.ENTER);
        script.rest();
        assertThat(one("#attribution-alignment").isVisible()).isTrue();
        assertThat(((HeatmapPane) one("#attribution-map")).heatmapProperty().get()).isEmpty();
        robot.clickOn("#attribution-align-spans");
        script.rest();
        assertThat(((HeatmapPane) one("#attribution-map")).heatmapProperty().get()).isPresent();
    }

    private void openAndRun() {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        script.act(() -> bench.models().open(model.toString()));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Text("tom met ann")));
        script.act(bench.prompt()::run);
        script.rest();
        script.act(() -> pane.showView("attribution"));
        script.rest();
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }
}
