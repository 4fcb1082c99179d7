package org.sextant.app.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.cli.Cli;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.task.Spread;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.SteerResult.Shift;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The slider board in the window, on a small real model.
@ExtendWith(ApplicationExtension.class)
class SteeringWindowTest {
    private static final int D_MODEL = 32;
    private static final int LAYERS = 2;
    private static final double LONGEST_UI_TASK_MILLIS = 250;

    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;
    private Path model;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, _ -> List.of(), UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {}, new Opening(), name -> Optional.of(folder.resolve(name)));
        script = new UiScript(bench);
        stage.setScene(pane.scene(980, 800));
        stage.show();
    }

    /// Chooses the file that was saved.
    private final class Opening implements OpenDialog {
        @Override
        public Optional<Path> file(String title, List<String> endings) {
            return Optional.of(folder.resolve("plan.json"));
        }

        @Override
        public Optional<Path> folder(String title) {
            return Optional.empty();
        }
    }

    @AfterEach
    void close() {
        script.settle();
        bench.shutDown();
    }

    @Test
    void aVectorIsSlidMutedTakenBackSavedAndOpenedAgain(FxRobot robot) throws IOException {
        openAndRun();
        List<Prediction> plain = plain();
        assertThat(summary()).startsWith("Nothing is steered");
        robot.clickOn("#steering-add").clickOn("Vector: calm");
        script.rest();
        assertThat(seen("#next-tokens")).isTrue();

        int before = UiScript.onUi(bench.meter()::count);
        robot.drag(one(".steering-row .thumb")).moveBy(30, 0).moveBy(25, 0).drop();
        script.rest();
        Spread spread = Spread.of(UiScript.onUi(() -> bench.meter().since(before)));
        assertThat(spread.maxMs()).isLessThan(LONGEST_UI_TASK_MILLIS);
        double slid = slider().getValue();
        assertThat(slid).isPositive();
        assertThat(seen("#steered-tokens")).isTrue();
        assertThat(shifts()).anyMatch(shift -> shift.difference() != 0);
        assertThat(shifts()).anyMatch(shift -> shift.id() == plain.getFirst().id()
                && Math.abs(shift.plainProbability() - plain.getFirst().probability()) < 1e-6f);
        SteeringSet set = bench.workspace().steeringProperty().get();

        robot.clickOn(one(".row-mute"));
        script.rest();
        assertThat(seen("#next-tokens")).isTrue();
        assertThat(plain()).isEqualTo(plain);

        undo(robot);
        assertThat(((ToggleButton) one(".row-mute")).isSelected()).isFalse();
        assertThat(bench.workspace().steeringProperty().get()).isEqualTo(set);
        robot.clickOn("#steering-more").clickOn("Save the sliders as a plan…");
        script.rest();
        sameAsTheCommand();

        robot.clickOn("#steering-more").clickOn("Remove all sliders");
        script.rest();
        assertThat(plain()).isEqualTo(plain);
        robot.clickOn("#steering-more").clickOn("Open a plan of sliders…");
        script.rest();
        assertThat(bench.workspace().steeringProperty().get()).isEqualTo(set);
        assertThat(slider().getValue()).isEqualTo(slid);

        undo(robot);
        undo(robot);
        undo(robot);
        assertThat(slider().getValue()).isZero();
        undo(robot);
        assertThat(bench.board().rows()).isEmpty();
        robot.press(KeyCode.CONTROL, KeyCode.Y).release(KeyCode.Y, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.Y).release(KeyCode.Y, KeyCode.CONTROL);
        script.rest();
        assertThat(slider().getValue()).isEqualTo(slid);
    }

    /// What the table shows is what the command gives for the saved plan.
    private void sameAsTheCommand() throws IOException {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Cli.execute(new String[]{"run", model.toString(), "--ids", "3,1,4,1,5", "--steer",
            folder.resolve("plan.json").toString(), "--json"}, stream, stream)).isZero();
        JsonNode top = new ObjectMapper().readTree(out.toByteArray()).required("top");
        for (int rank = 0; rank < 5; rank++) {
            Shift shown = shifts().get(rank);
            assertThat(shown.id()).isEqualTo(top.get(rank).get("id").intValue());
            assertThat(shown.steeredProbability()).isCloseTo(top.get(rank).get("prob").floatValue(),
                    within(1e-6f));
        }
    }

    @Test
    void keysMoveTheSliderFinelyAndCoarselyAndADoubleClickPutsItBack(FxRobot robot) {
        openAndRun();
        robot.clickOn("#steering-add").clickOn("Vector: calm");
        script.rest();
        script.act(slider()::requestFocus);
        robot.type(KeyCode.RIGHT);
        script.rest();
        double fine = slider().getValue();
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        script.rest();
        assertThat(slider().getValue()).isEqualTo(11 * fine);

        robot.doubleClickOn(one(".steering-row .thumb"));
        script.rest();
        assertThat(slider().getValue()).isZero();
        assertThat(seen("#next-tokens")).isTrue();

        TextField field = (TextField) one(".steering-row .value-field");
        robot.clickOn(field).write("NaN").type(KeyCode.ENTER);
        script.rest();
        assertThat(slider().getValue()).isZero();
        robot.clickOn(field).write("20").type(KeyCode.ENTER);
        script.rest();
        assertThat(slider().getValue()).isEqualTo(20);
        assertThat(slider().getMax()).isEqualTo(30);
        assertThat(seen("#steered-tokens")).isTrue();
    }

    @Test
    void aHeadIsAddedScaledOffAndDraggedToAnotherPlace(FxRobot robot) {
        openAndRun();
        robot.clickOn("#steering-add").clickOn("Vector: calm");
        robot.clickOn("#steering-add").clickOn("Attention head…");
        script.rest();
        robot.clickOn("#add-head").write("3").clickOn("#add-confirm");
        script.rest();
        assertThat(names()).containsExactly("calm", "L0 H3");
        List<Node> handles = List.copyOf(pane.lookupAll(".row-handle"));
        robot.drag(handles.get(1)).moveTo(handles.get(0)).drop();
        script.rest();
        assertThat(names()).containsExactly("L0 H3", "calm");
        script.act(() -> pane.lookupAll(".row-handle").iterator().next().requestFocus());
        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        script.rest();
        assertThat(names()).containsExactly("calm", "L0 H3");

        robot.clickOn("#steering-fold");
        script.rest();
        assertThat(summary()).isEqualTo("calm 0   L0 H3 ×1");
        assertThat(pane.lookup(".steering-rows").isVisible()).isFalse();
    }

    @Test
    void whatARowDoesAndWhereIsChosenBehindIt(FxRobot robot) {
        openAndRun();
        robot.clickOn("#steering-add").clickOn("Vector: calm");
        script.rest();
        robot.clickOn(one(".row-about"));
        script.rest();
        robot.clickOn("#row-operation").clickOn("project out");
        script.rest();
        robot.clickOn("#row-from").type(KeyCode.DOWN).type(KeyCode.ENTER);
        script.rest();
        assertThat(((Button) one(".row-about")).getText()).isEqualTo("project out · L1");
        robot.type(KeyCode.ESCAPE);
    }

    private void openAndRun() {
        model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        TreeMap<Integer, float[]> layers = new TreeMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            float[] vector = new float[D_MODEL];
            vector[3 + layer] = 1;
            vector[7] = -1;
            layers.put(layer, vector);
        }
        try {
            VectorFile.write(
                    new SteeringVector(SiteKind.RESID_POST, layers, Map.of("normalised", "false", "operation", "add",
                            "layers", "0,1", "coefficient", "2")),
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

    private void undo(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        script.rest();
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }

    private Slider slider() {
        return (Slider) one(".steering-row .slider");
    }

    private String summary() {
        return UiScript.onUi(() -> ((Label) pane.lookup("#steering-summary")).getText());
    }

    private boolean seen(String table) {
        return UiScript.onUi(() -> pane.lookup(table).isVisible());
    }

    private List<String> names() {
        return UiScript.onUi(() -> bench.workspace().steeringProperty().get().rows().stream().map(row -> row.name())
                .toList());
    }

    private List<Prediction> plain() {
        return items("#next-tokens");
    }

    private List<Shift> shifts() {
        return items("#steered-tokens");
    }

    @SuppressWarnings("unchecked") // each table has one kind of row
    private <T> List<T> items(String table) {
        return UiScript.onUi(() -> new ArrayList<>(((TableView<T>) pane.lookup(table)).getItems()));
    }
}
