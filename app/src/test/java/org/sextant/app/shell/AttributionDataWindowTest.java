package org.sextant.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.attribution.AttributionView;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.features.SmallSae;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// Attribution by click beyond one typed pair: the pair that a demo model begins with, a file of pairs, SAE features, and
/// every way out.
@ExtendWith(ApplicationExtension.class)
class AttributionDataWindowTest {
    private static final String OFFERED = "When Anna and Tom went to the market, Anna gave the rope to";

    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.in(folder.resolve("demos")),
                Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT), _ -> {},
                context -> List.of(new AttributionView(context, dialog(), name -> Optional.of(folder.resolve(name)))),
                UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        stage.setScene(pane.scene(980, 960));
        stage.show();
    }

    private OpenDialog dialog() {
        return new OpenDialog() {
            @Override
            public Optional<Path> file(String title, List<String> endings) {
                return Optional.of(folder.resolve("pairs.jsonl"));
            }

            @Override
            public Optional<Path> folder(String title) {
                return Optional.of(folder.resolve("sae"));
            }
        };
    }

    @AfterEach
    void close() {
        script.settle();
        bench.shutDown();
    }

    @Test
    void aDemoModelBeginsWithAPairOfItsOwn() {
        open(OFFERED);
        String clean = typed("#attribution-clean");
        assertThat(clean).contains(" and ").isNotEqualTo(OFFERED);
        assertThat(typed("#attribution-corrupt")).hasSameSizeAs(clean).isNotEqualTo(clean);
        assertThat(typed("#attribution-answer")).startsWith(" ");
        assertThat(((HeatmapPane) one("#attribution-map")).heatmapProperty().get()).isPresent();
    }

    @Test
    void answersOfSeveralTokensAreSummedByAClick(FxRobot robot) {
        open("tom met ann");
        robot.clickOn("#attribution-corrupt").write("tim met ann");
        robot.clickOn("#attribution-answer").write("om").clickOn("#attribution-wrong").write("i").type(KeyCode.ENTER);
        script.rest();
        assertThat(text("#attribution-metric")).startsWith("logit[answer]");
        robot.clickOn("#attribution-metric-sum_logprob");
        script.rest();
        assertThat(text("#attribution-metric")).startsWith("log p(answer) − log p(wrong)");
        assertThat(((HeatmapPane) one("#attribution-map")).heatmapProperty().get().orElseThrow().valueLabel())
                .isEqualTo("score (nats)");
        assertThat(text("#attribution-notes")).contains("summed");
    }

    @Test
    void aFileOfPairsIsAveragedCheckedAndTakenOut(FxRobot robot) throws IOException {
        Files.writeString(folder.resolve("pairs.jsonl"), """
                {"clean": "tom met ann", "corrupt": "ann met ann", "answer": "t", "wrong": "a"}
                {"clean": "so tom met ann", "corrupt": "so ann met ann", "answer": "t", "wrong": "a"}
                {"clean": "ann met tom", "corrupt": "bob met tom", "answer": "a", "wrong": "t"}
                """);
        open("tom met ann");
        robot.clickOn("#attribution-open");
        script.rest();
        assertThat(text("#attribution-file")).isEqualTo("pairs.jsonl, 3 pairs");
        robot.clickOn("#attribution-show-pairs");
        script.rest();
        HeatmapPane map = (HeatmapPane) one("#attribution-pairs-map");
        assertThat(map.heatmapProperty().get().orElseThrow().cells().columns()).isEqualTo(14);
        assertThat(((TableView<?>) one("#attribution-outliers")).getItems()).hasSize(3);
        robot.clickOn("#attribution-pairs-consistency");
        script.rest();
        assertThat(map.heatmapProperty().get().orElseThrow().valueLabel()).isEqualTo("share of pairs");

        robot.clickOn("#attribution-show-check").clickOn("#attribution-check");
        script.rest();
        assertThat(text("#attribution-verdict")).contains("on 24 cells over 3 pairs.");
        assertThat(((PointsPane) one("#attribution-scatter")).figureProperty().get().orElseThrow().title())
                .endsWith("over 3 pairs");

        robot.clickOn("#attribution-show-map").press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.E)
                .release(KeyCode.E, KeyCode.ALT, KeyCode.CONTROL);
        script.rest();
        for (String ending : List.of("PDF", "CSV", "JSON")) {
            robot.clickOn("#export").clickOn("Attribution (" + ending + ")…");
            script.rest();
        }
        assertThat(Files.readString(written(".svg"))).contains("<svg", "method=relp", "pairs=3");
        try (PDDocument pdf = Loader.loadPDF(written(".pdf").toFile())) {
            assertThat(pdf.getDocumentInformation().getTitle()).contains("mean of 3 pairs");
        }
        assertThat(Files.readAllLines(written(".csv"))).hasSize(1 + 2 * 14)
                .first().isEqualTo("node,layer,index,position,token,score");
        JsonNode json = new JsonMapper().readTree(written(".json").toFile());
        assertThat(json.get("provenance").get("settings").toString()).contains("method=relp", "pairs=3");
        assertThat(new JsonMapper().readTree(Path.of(written(".csv") + ".provenance.json").toFile()).get("provenance"))
                .isEqualTo(json.get("provenance"));
    }

    private Path written(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
        }
    }

    @Test
    void featuresStandBesideWhatTheirSaeLeavesAndOneIsPatched(FxRobot robot) {
        open("tom met ann");
        SmallSae.train(bench.workspace().modelProperty().get().orElseThrow(),
                SmallSae.texts(folder.resolve("texts.txt")), folder.resolve("sae"));
        robot.clickOn("#attribution-corrupt").write("tim met ann").type(KeyCode.ENTER);
        script.rest();
        choose(robot, "#attribution-nodes-shown", "FEATURES");
        assertThat(says(robot, "there is no SAE")).isTrue();
        robot.clickOn("#attribution-sae-open");
        script.rest();
        robot.clickOn("#attribution-run");
        script.rest();
        TableView<?> nodes = (TableView<?>) one("#attribution-nodes");
        assertThat(count(nodes, "FEATURE")).isPositive();
        assertThat(count(nodes, "FEATURE_ERROR")).isEqualTo(11);

        script.act(() -> nodes.getSelectionModel().select(0));
        robot.clickOn("#attribution-patch");
        script.rest();
        assertThat(((TableView<?>) one("#attribution-scores")).getItems()).hasSizeGreaterThanOrEqualTo(2);

        choose(robot, "#attribution-method", "MEAN_ABLATION");
        assertThat(String.valueOf(((ComboBox<?>) one("#attribution-nodes-shown")).getValue())).isEqualTo("RESID_PRE");
        choose(robot, "#attribution-nodes-shown", "FEATURES");
        assertThat(says(robot, "features are not set to their mean")).isTrue();
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

    /// Whether a label that is seen has these words.
    private static boolean says(FxRobot robot, String words) {
        return robot.lookup((Label label) -> label.isVisible() && label.getText() != null
                && label.getText().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))).tryQuery()
                .isPresent();
    }

    private static long count(TableView<?> table, String kind) {
        return UiScript.onUi(() -> table.getItems().stream()
                .filter(row -> row.toString().contains("kind=" + kind + ",")).count());
    }

    private void open(String prompt) {
        script.act(() -> bench.models().open("demo:harbour-base"));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Text(prompt)));
        script.act(bench.prompt()::run);
        script.rest();
        script.act(() -> pane.showView("attribution"));
        script.rest();
    }

    private String typed(String selector) {
        return ((TextInputControl) one(selector)).getText();
    }

    private String text(String selector) {
        return ((Label) one(selector)).getText();
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }
}
