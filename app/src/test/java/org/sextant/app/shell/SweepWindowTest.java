package org.sextant.app.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.steering.SteeringView;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// Sweeping a vector in the window, on a small real model.
@ExtendWith(ApplicationExtension.class)
class SweepWindowTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, context -> List.of(new SteeringView(context, OpenDialog.ofWindow(),
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
    void aVectorIsSweptACellSetsItsSliderAndUndoTakesItBack(FxRobot robot) {
        openAndRun();
        script.act(() -> pane.showView("steering.sweep"));
        robot.clickOn("#steering-add").clickOn("Vector: calm");
        script.rest();
        assertThat(one(".steering-row .value-safe").isVisible()).isTrue();
        assertThat(slider().getAccessibleHelp()).startsWith("Loss within 10 %: ").contains("on 4 tokens of the prompt");
        assertThat(slider().getTooltip().getText()).startsWith(slider().getAccessibleHelp());
        SteeringSet before = bench.workspace().steeringProperty().get();

        robot.clickOn("#sweep-run");
        script.rest();
        HeatmapPane map = (HeatmapPane) one("#sweep-picture");
        assertThat(map.heatmapProperty().get().orElseThrow().cells().columns()).isEqualTo(21);
        assertThat(map.pinsProperty().get()).hasSize(2);
        Bounds cells = UiScript.onUi(() -> map.localToScreen(map.getBoundsInLocal()));
        robot.clickOn(cells.getMinX() + cells.getWidth() * 0.7, cells.getMinY() + cells.getHeight() * 0.6);
        script.rest();
        double value = slider().getValue();
        assertThat(value).isPositive();
        assertThat(map.pinsProperty().get()).containsExactly(map.selectedCellProperty().get().orElseThrow());
        assertThat(map.getAccessibleText()).contains("layer ").contains("unsteered ");

        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        script.rest();
        assertThat(bench.workspace().steeringProperty().get()).isEqualTo(before);
        assertThat(slider().getValue()).isZero();

        script.act(map::requestFocus);
        robot.type(KeyCode.RIGHT).type(KeyCode.ENTER);
        script.rest();
        assertThat(slider().getValue()).isGreaterThan(value);

        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E).release(KeyCode.E, KeyCode.SHIFT, KeyCode.CONTROL);
        script.rest();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.endsWith(".png"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void openAndRun() {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        TreeMap<Integer, float[]> layers = new TreeMap<>();
        for (int layer = 0; layer < 2; layer++) {
            float[] vector = new float[32];
            vector[3 + layer] = 1;
            vector[7] = -1;
            layers.put(layer, vector);
        }
        try {
            VectorFile.write(new SteeringVector(SiteKind.RESID_POST, layers,
                    Map.of("normalised", "false", "operation", "add", "layers", "0,1", "coefficient", "2")),
                    Files.createDirectories(model.resolve("vectors")).resolve("calm.safetensors"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        script.act(() -> bench.models().open(model.toString()));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4, 1, 5))));
        script.act(bench.prompt()::run);
        script.rest();
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }

    private Slider slider() {
        return (Slider) one(".steering-row .slider");
    }
}
