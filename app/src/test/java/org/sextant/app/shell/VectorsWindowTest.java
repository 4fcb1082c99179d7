package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.testing.CheckpointFolder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Making a vector in the window, on a small real model.
@ExtendWith(ApplicationExtension.class)
class VectorsWindowTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, WorkbenchViews::all, UiThreadWork.meter());
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
    void twoListsAreTypedDerivedLookedAtAndPutOnTheBoard(FxRobot robot) {
        openAndRun();
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT5).release(KeyCode.DIGIT5, KeyCode.CONTROL);
        script.rest();
        robot.clickOn("#vector-derive");
        script.rest();
        assertThat(message()).isEqualTo("Both lists are empty");

        robot.clickOn("#prompts-positive").write("sea\nbay\nsun");
        robot.type(KeyCode.TAB);
        assertThat(UiScript.onUi(() -> pane.lookup("#open-negative").isFocused())).isTrue();
        robot.clickOn("#prompts-negative").write("hail\nwind");
        script.rest();
        assertThat(((Label) one("#count-positive")).getText()).isEqualTo("3");
        assertThat(((TextArea) one("#prompts-positive")).getText()).doesNotContain("\t");
        robot.clickOn("#vector-derive");
        script.rest();
        PointsPane layers = (PointsPane) one("#vector-layers");
        PointsPane strip = (PointsPane) one("#vector-projections");
        assertThat(layers.isVisible()).isTrue();

        Bounds chart = UiScript.onUi(() -> layers.localToScreen(layers.getBoundsInLocal()));
        robot.clickOn(chart.getMaxX() - 12, chart.getCenterY());
        script.rest();
        assertThat(layers.selectedProperty().get()).isEqualTo(OptionalInt.of(1));
        robot.clickOn(chart.getMinX() + 40, chart.getCenterY());
        script.rest();
        assertThat(layers.selectedProperty().get()).isEqualTo(OptionalInt.of(0));
        robot.type(KeyCode.RIGHT);
        script.rest();
        assertThat(layers.selectedProperty().get()).isEqualTo(OptionalInt.of(1));
        assertThat(layers.getAccessibleText()).contains("layer 1: AUROC");

        script.act(strip::requestFocus);
        robot.type(KeyCode.END);
        script.rest();
        int prompt = strip.selectedProperty().get().orElseThrow();
        String text = List.of("sea", "bay", "sun", "hail", "wind").get(prompt);
        assertThat(one("#read-tokens").getAccessibleText()).startsWith(text + "; read at token");
        assertThat(UiScript.onUi(() -> pane.lookupAll(".token-read").size())).isEqualTo(1);

        robot.clickOn("#vector-to-board");
        script.rest();
        assertThat(rows()).extracting(SteeringRow::name).containsExactly("mean diff L1");
        assertThat(rows().getFirst().parts()).extracting(SteeringRow.Part::active).containsExactly(false, true);
        script.act(() -> bench.workspace().steeringHistory().undo());
        assertThat(rows()).isEmpty();
    }

    @Test
    void wrongInputIsSaidAndMendedByClick(FxRobot robot) {
        openAndRun();
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT5).release(KeyCode.DIGIT5, KeyCode.CONTROL);
        script.rest();
        robot.clickOn("#prompts-positive").write("sea\nbay\nsun");
        script.rest();
        robot.clickOn("#vector-derive");
        script.rest();
        assertThat(message()).isEqualTo("The list of negative prompts is empty");
        robot.clickOn("#prompts-negative").write("hail\nwind");
        choose(robot, "#vector-method", "PCA centred");
        robot.clickOn("#vector-derive");
        script.rest();
        assertThat(message()).isEqualTo("PCA centred takes pairs");
        choose(robot, "#vector-method", "Learnt direction");
        script.rest();
        assertThat(one("#vector-site").isVisible()).isFalse();
        robot.clickOn("#lists-kept");
        script.rest();
        assertThat(one("#prompts-kept").isVisible()).isTrue();
        robot.clickOn("#lists-held_out");
        script.rest();
        robot.clickOn("#vector-held-out").write("NaN").type(KeyCode.TAB);
        script.rest();
        assertThat(((TextField) one("#vector-held-out")).getText()).isEqualTo("0.2");
        robot.clickOn("#vector-more");
        script.rest();
        assertThat(robot.lookup("#learnt-form").tryQuery()).isPresent();
        robot.type(KeyCode.ESCAPE);
        script.rest();

        choose(robot, "#vector-method", "Combination");
        robot.clickOn("#vector-derive");
        script.rest();
        assertThat(message()).isEqualTo("No vector is chosen");
        choose(robot, "#vector-method", "SAE feature");
        robot.clickOn("#vector-derive");
        script.rest();
        assertThat(message()).isEqualTo("No SAE is chosen");
    }

    @Test
    void theTokensThatWouldBeReadAreMarkedAndVectorsCombined(FxRobot robot) {
        openAndRun();
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT5).release(KeyCode.DIGIT5, KeyCode.CONTROL);
        script.rest();
        robot.clickOn("#prompts-positive").write("sea\nbay\nsun");
        robot.clickOn("#prompts-negative").write("hail\nwind");
        waitUntil("#read-title", "negative 2 of 2");
        script.rest();
        assertThat(one("#read-tokens").getAccessibleText()).startsWith("wind; read at token");
        robot.clickOn("#vector-from").type(KeyCode.DOWN).type(KeyCode.ENTER);
        robot.clickOn("#vector-derive");
        script.rest();
        choose(robot, "#vector-method", "Combination");
        robot.clickOn("#term-add");
        script.rest();
        robot.clickOn("#term-coefficient-0").write("-2").type(KeyCode.ENTER);
        robot.clickOn("#vector-derive");
        script.rest();
        assertThat(((Label) one("#plain-summary")).getText()).startsWith("At layer 1 its length is ")
                .endsWith("mean difference at hook_resid_post -1.000.");
        robot.clickOn("#vector-to-board");
        script.rest();
        assertThat(rows()).extracting(SteeringRow::name).containsExactly("combination L1");
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.C).release(KeyCode.SHIFT, KeyCode.CONTROL);
        script.rest();
        assertThat(UiScript.onUi(() -> Clipboard.getSystemClipboard().getString())).startsWith("layer\tnorm\tcosine_");
    }

    private void choose(FxRobot robot, String box, String title) {
        robot.clickOn(box).clickOn(title);
        script.rest();
    }

    private void waitUntil(String label, String text) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> ((Label) one(label)).getText().equals(text));
        } catch (TimeoutException late) {
            throw new AssertionError(label + " says " + ((Label) one(label)).getText(), late);
        }
    }

    private void openAndRun() {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        script.act(() -> bench.models().open(model.toString()));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4, 1, 5))));
        script.act(bench.prompt()::run);
        script.rest();
    }

    private String message() {
        return UiScript.onUi(() -> pane.lookup("#steering-view").lookupAll(".state-title").stream()
                .map(each -> ((Label) each).getText()).findFirst().orElse(""));
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }

    private List<SteeringRow> rows() {
        return UiScript.onUi(() -> bench.workspace().steeringProperty().get().rows());
    }
}
