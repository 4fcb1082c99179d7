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
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Limits;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.compare.CompareView;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.features.SmallSae;
import org.sextant.app.state.AttributionQuestion;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.SelectedFeature;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.Command;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// Two models side by side in the window: small real models of two architectures whose tokens are letters.
@ExtendWith(ApplicationExtension.class)
class CompareWindowTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.in(folder.resolve("demos")),
                Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT), _ -> {},
                context -> List.of(new CompareView(context, trained(),
                        name -> Optional.of(folder.resolve(name)))),
                UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        stage.setScene(pane.scene(980, 960));
        stage.show();
    }

    /// Gives the folder of an SAE.
    private OpenDialog trained() {
        return new OpenDialog() {
            @Override
            public Optional<Path> file(String title, List<String> endings) {
                return Optional.empty();
            }

            @Override
            public Optional<Path> folder(String title) {
                return Optional.of(folder.resolve("trained"));
            }
        };
    }

    @AfterEach
    void close() {
        script.settle();
        bench.shutDown();
    }

    @Test
    void aSecondModelIsPutBesideLookedAtInEveryWayTakenOutAndClosed(FxRobot robot) {
        openAndRun();
        robot.clickOn("Compare demo:harbour-base with demo:harbour-mini");
        script.rest();
        assertThat(((Button) one("#compared-chip")).getText()).isEqualTo("demo:harbour-mini");
        assertThat(((Label) one("#status-model")).getText()).contains("  +  cpu · float32");
        TableView<?> readings = (TableView<?>) one("#compare-readings");
        assertThat(readings.getItems()).hasSize(11);
        PointsPane curve = (PointsPane) one("#compare-curve");
        assertThat(curve.figureProperty().get()).isPresent();
        script.act(() -> readings.getSelectionModel().select(3));
        script.rest();
        assertThat(bench.workspace().selection().token()).hasValue(3);
        assertThat(((TableView<?>) one("#compare-candidates")).getItems()).hasSizeGreaterThanOrEqualTo(10);

        robot.clickOn("#compare-show-layers").clickOn("#compare-layers-norm_ratio");
        script.rest();
        HeatmapPane layers = (HeatmapPane) one("#compare-layers");
        assertThat(layers.heatmapProperty().get().orElseThrow().cells().columns()).isEqualTo(11);
        Bounds cells = UiScript.onUi(() -> layers.localToScreen(layers.getBoundsInLocal()));
        robot.clickOn(cells.getMinX() + cells.getWidth() * 0.6, cells.getMinY() + cells.getHeight() * 0.5);
        script.rest();
        assertThat(bench.workspace().selection().site()).startsWith("blocks.");
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E).release(KeyCode.E, KeyCode.SHIFT, KeyCode.CONTROL);
        script.rest();
        assertThat(written()).anyMatch(name -> name.startsWith("norm-of-demo") && name.endsWith(".png"));

        robot.clickOn("#compare-show-matrix");
        script.rest();
        assertThat(((HeatmapPane) one("#compare-matrix")).heatmapProperty().get()).isPresent();
        assertThat(((PointsPane) one("#compare-diagonal")).figureProperty().get()).isPresent();
        script.act(() -> command("Layers that stand beside each other (CSV)…").run());
        script.rest();
        assertThat(written()).anyMatch(name -> name.endsWith(".csv"));

        robot.clickOn("#compare-show-generation");
        script.rest();
        assertThat(((Label) one("#compare-written")).getText()).contains("tokens");

        robot.clickOn("#compare-show-pictures");
        script.rest();
        HeatmapPane first = (HeatmapPane) one("#compare-first");
        HeatmapPane second = (HeatmapPane) one("#compare-second");
        assertThat(second.heatmapProperty().get().orElseThrow().title()).endsWith("demo:harbour-mini");
        assertThat(second.scaleLimitsProperty().get()).isSameAs(first.scaleLimitsProperty().get());
        script.act(() -> first.hoveredCellProperty().set(Optional.of(new Cell(1, 3))));
        assertThat(second.hoveredCellProperty().get()).contains(new Cell(1, 3));
        script.act(() -> second.viewportProperty().set(second.viewportProperty().get().zoomAt(0, 0, 2)));
        assertThat(first.viewportProperty().get().endColumn()).isEqualTo(second.viewportProperty().get().endColumn())
                .isLessThan(11);
        script.act(() -> second.viewportProperty().set(second.viewportProperty().get().fit()));
        assertThat(first.viewportProperty().get().isFitted()).isTrue();
        choose(robot, "#compare-beside", "ROUTING");
        assertThat(first.heatmapProperty().get()).isEmpty();

        choose(robot, "#compare-beside", "ATTRIBUTION");
        script.act(() -> bench.workspace().attributionProperty().set(new AttributionQuestion(
                List.of(ContrastPair.ofTexts("tom met ann", "ann met ann", "t", "a")),
                AttributionQuestion.USUAL.settings())));
        script.rest();
        assertThat(first.heatmapProperty().get().orElseThrow().title()).startsWith("RelP of resid_pre");
        assertThat(((Label) one("#compare-notes")).getText()).contains("answer “t” less “a”");
        HeatmapPane difference = (HeatmapPane) one("#compare-difference");
        assertThat(difference.heatmapProperty().get()).isPresent();
        robot.clickOn("#compare-subtract");
        script.rest();
        assertThat(difference.heatmapProperty().get()).isEmpty();

        script.act(() -> command("Report of the comparison, one page (HTML or PDF)…").run());
        script.rest();
        robot.clickOn("#report-ranks").clickOn("#report-save");
        script.rest();
        Path page = folder.resolve("demo-harbour-base-beside-demo-harbour-mini.html");
        assertThat(page).content()
                .contains("Both on one colour scale", "<p>layers over ", "A, demo:harbour-base, continues",
                        "<p>texts: ")
                .doesNotContain("Ranks of the best tokens");

        robot.clickOn("#compared-close");
        script.rest();
        assertThat(bench.workspace().comparedProperty().get()).isEmpty();
        robot.clickOn("#compare-with");
        script.rest();
        assertThat(((MenuButton) one("#compare-with")).getItems()).extracting(item -> item.getText())
                .contains("demo:harbour-mini", "Compare with a model folder…",
                        "Compare this model, steered against unsteered");
    }

    @Test
    void aLateTokenIsInSightAndNothingIsCutThoughTheWindowIsNarrow(FxRobot robot) {
        script.act(() -> bench.models().open("demo:harbour-base"));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Text("tom met ann ".repeat(5))));
        script.act(bench.prompt()::run);
        script.rest();
        script.act(() -> bench.workspace().select(bench.workspace().selection().withToken(50)));
        script.act(() -> pane.showView("compare"));
        script.rest();
        robot.clickOn("Compare demo:harbour-base with demo:harbour-mini");
        script.rest();

        TableView<?> readings = (TableView<?>) one("#compare-readings");
        assertThat(readings.getSelectionModel().getSelectedIndex()).isEqualTo(50);
        assertThat(inSight(readings)).contains(50);
        assertThat(readings.getVisibleLeafColumns()).hasSize(6);
        Bounds whole = place("#compare-view");
        for (String part : List.of("#compare-readings", "#compare-curve", "#compare-candidates")) {
            assertThat(whole.contains(place(part))).as(part + " " + place(part) + " in " + whole).isTrue();
        }

        script.act(() -> readings.setMaxHeight(readings.getHeight() / 2));
        script.rest();
        assertThat(inSight(readings)).contains(50);
    }

    private Bounds place(String selector) {
        return UiScript.onUi(() -> {
            Node node = pane.lookup(selector);
            return node.localToScene(node.getLayoutBounds());
        });
    }

    /// The rows whose middle is seen.
    private static List<Integer> inSight(TableView<?> table) {
        return UiScript.onUi(() -> {
            Bounds seen = table.localToScene(table.getLayoutBounds());
            return table.lookupAll(".table-row-cell").stream().filter(Node::isVisible).map(node -> (TableRow<?>) node)
                    .filter(row -> seen.contains(seen.getCenterX(),
                            row.localToScene(row.getLayoutBounds()).getCenterY()))
                    .map(row -> row.getIndex()).toList();
        });
    }

    @Test
    void anSaeIsOpenedForBothAndACellOfItsFeaturesIsTheSharedSelection(FxRobot robot) {
        openAndRun();
        SmallSae.train(bench.workspace().modelProperty().get().orElseThrow(),
                SmallSae.texts(folder.resolve("texts.txt")), folder.resolve("trained"));
        robot.clickOn("Compare demo:harbour-base with demo:harbour-mini");
        script.rest();
        script.act(() -> pane.showView("compare.pictures.features"));
        script.rest();
        assertThat(robot.lookup("demo:harbour-base has no SAE").tryQuery()).isPresent();

        robot.clickOn("#compare-sae-open");
        robot.clickOn("Open a folder…");
        script.rest();
        HeatmapPane first = (HeatmapPane) one("#compare-first");
        HeatmapPane second = (HeatmapPane) one("#compare-second");
        HeatmapPane difference = (HeatmapPane) one("#compare-difference");
        Heatmap features = first.heatmapProperty().get().orElseThrow();
        assertThat(features.title()).isEqualTo("features of trained · demo:harbour-base");
        assertThat(second.heatmapProperty().get().orElseThrow().rowLabels()).isEqualTo(features.rowLabels());
        assertThat(difference.heatmapProperty().get()).isPresent();
        for (String box : List.of("#compare-sae-a", "#compare-sae-b")) {
            assertThat(((ComboBox<?>) one(box)).getValue()).isEqualTo(folder.resolve("trained"));
        }
        Limits scale = first.scaleLimitsProperty().get().limits().orElseThrow();
        for (HeatmapPane each : List.of(first, second)) {
            Heatmap.Cells cells = each.heatmapProperty().get().orElseThrow().cells();
            for (int row = 0; row < cells.rows(); row++) {
                for (int position = 0; position < cells.columns(); position++) {
                    assertThat((double) cells.at(row, position)).isBetween(scale.low(), scale.high());
                }
            }
        }

        Bounds cells = UiScript.onUi(() -> second.localToScreen(second.getBoundsInLocal()));
        robot.clickOn(cells.getMinX() + cells.getWidth() * 0.55, cells.getMinY() + cells.getHeight() * 0.5);
        script.rest();
        Cell clicked = second.selectedCellProperty().get().orElseThrow();
        SelectedFeature selected = bench.workspace().selection().feature().orElseThrow();
        assertThat(features.rowLabels().get(clicked.row())).isEqualTo(Integer.toString(selected.number()));
        assertThat(bench.workspace().selection().token()).hasValue(clicked.column());
        assertThat(first.selectedCellProperty().get()).contains(clicked);
        assertThat(((Label) one("#compare-cell")).getText()).startsWith("A ").contains("B − A ");
        assertThat(((Label) one("#breadcrumb")).getText()).endsWith("feature " + selected.number());
    }

    /// Goes through a list by the keys until a choice is on.
    private void choose(FxRobot robot, String box, String choice) {
        ComboBox<?> list = (ComboBox<?>) one(box);
        script.act(list::requestFocus);
        robot.type(KeyCode.HOME);
        for (int step = 0; step < list.getItems().size() && !String.valueOf(list.getValue()).equals(choice); step++) {
            robot.type(KeyCode.DOWN);
            script.rest();
        }
        script.rest();
    }

    private Command command(String title) {
        return bench.views().getFirst().commands().stream().filter(each -> each.title().equals(title)).findFirst()
                .orElseThrow();
    }

    private List<String> written() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void openAndRun() {
        script.act(() -> bench.models().open("demo:harbour-base"));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Text("tom met ann")));
        script.act(bench.prompt()::run);
        script.rest();
        script.act(() -> pane.showView("compare"));
        script.rest();
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }
}
