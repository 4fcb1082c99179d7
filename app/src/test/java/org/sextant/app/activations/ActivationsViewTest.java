package org.sextant.app.activations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.activations.ActivationsViewModel.Kind;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.HistogramPane;
import org.sextant.app.chart.Limits;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.UiMeter;
import org.sextant.app.view.Command;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The view in a window, on a real small model.
@ExtendWith(ApplicationExtension.class)
class ActivationsViewTest {
    private static final Path MODEL = Path.of("../model-runtime/src/test/resources/fixtures/v5/llama");

    @TempDir
    private Path folder;

    private final Session session = Session.local();
    private final Workspace workspace = new Workspace();
    private final ErrorFunnel errors = new ErrorFunnel(bug -> {});
    private final TaskExecutor tasks = QueuedTaskExecutor.forWindow(errors, new UiMeter());
    private OpenModel model;
    private RunResult run;
    private final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    private final ReadOnlyObjectWrapper<SteeringPlan> atRest = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    private ActivationsViewModel viewModel;
    private ActivationsView view;

    @Start
    void open(Stage stage) {
        viewModel = new ActivationsViewModel(workspace, tasks, new Steering(plan, atRest));
        view = new ActivationsView(new ViewContext(workspace, tasks, errors, (row, reach) -> {},
                new Steering(plan, atRest)), viewModel,
                name -> Optional.of(folder.resolve("figure" + name.substring(name.lastIndexOf('.')))));
        var inspector = new HBox(view.inspector().orElseThrow());
        inspector.setMinWidth(300);
        var root = new HBox(view.node(), inspector);
        HBox.setHgrow(view.node(), Priority.ALWAYS);
        stage.setScene(new Scene(root, 980, 700));
        stage.show();
    }

    @BeforeEach
    void runPrompt(FxRobot robot) throws TimeoutException {
        model = session.open(new OpenRequest(new ModelLocation.Folder(MODEL))).await();
        run = model.submit(new RunRequest(new Prompt.Ids(List.of(3, 1, 4, 1, 5)), List.of(), 5, false)).await();
        robot.interact(() -> {
            workspace.modelProperty().set(Optional.of(model));
            workspace.runProperty().set(Optional.of(run));
            view.setShowing(true);
        });
        rest();
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void fromACellToItsVectorAndThroughThePictures(FxRobot robot) throws TimeoutException {
        HeatmapPane statistics = heatmap(robot, Kind.STATISTICS);
        robot.interact(() -> statistics.selectedCellProperty().set(Optional.of(new Cell(1, 2))));
        rest();
        assertThat(workspace.selection().site()).isEqualTo("blocks.1.hook_resid_post");
        assertThat(robot.lookup(".site-name").queryAs(Label.class).getText()).isEqualTo("blocks.1.hook_resid_post");
        assertThat(viewModel.inspector().inspectionProperty().get().orElseThrow().result().token().id()).isEqualTo(4);

        robot.clickOn("#show-attention");
        rest();
        assertThat(viewModel.kindProperty().get()).isEqualTo(Kind.ATTENTION);
        robot.clickOn("#head-1");
        rest();
        assertThat(workspace.selection().head()).hasValue(1);
        assertThat(title(robot, Kind.ATTENTION)).isEqualTo("attention of layer 1, head 1");

        robot.clickOn("#show-attention").type(KeyCode.RIGHT);
        rest();
        assertThat(viewModel.kindProperty().get()).isEqualTo(Kind.LENS);
        assertThat(heatmap(robot, Kind.LENS).selectedCellProperty().get()).hasValue(new Cell(2, 2));

        robot.clickOn("#show-site");
        rest();
        robot.interact(command("Layer before")::run);
        rest();
        assertThat(title(robot, Kind.SITE)).isEqualTo("blocks.0.hook_resid_post");
        assertThat(errors.problemProperty().get()).isEmpty();
    }

    @Test
    void aPersonClicksACellStepsWithTheKeysAndExportsWhatIsShown(FxRobot robot)
            throws TimeoutException, IOException {
        HeatmapPane statistics = heatmap(robot, Kind.STATISTICS);
        robot.clickOn(statistics);
        rest();
        Cell clicked = statistics.hoveredCellProperty().get().orElseThrow();
        assertThat(statistics.selectedCellProperty().get()).hasValue(clicked);
        assertThat(workspace.selection().token()).hasValue(clicked.column());
        assertThat(workspace.selection().layer()).hasValue(clicked.row());
        assertThat(inspected(robot)).isEqualTo("blocks." + clicked.row() + ".hook_resid_post");

        robot.type(KeyCode.UP).type(KeyCode.DOWN).type(KeyCode.UP);
        rest();
        assertThat(workspace.selection().layer()).hasValue(0);
        assertThat(inspected(robot)).isEqualTo("blocks.0.hook_resid_post");

        robot.clickOn("#show-statistics").type(KeyCode.RIGHT);
        rest();
        assertThat(title(robot, Kind.SITE)).isEqualTo("blocks.0.hook_resid_post");
        robot.doubleClickOn("#site-layer-value").write("1").type(KeyCode.ENTER);
        rest();
        assertThat(title(robot, Kind.SITE)).isEqualTo("blocks.1.hook_resid_post");
        assertThat(inspected(robot)).isEqualTo("blocks.1.hook_resid_post");

        robot.interact(command("Data (CSV)…")::run);
        rest();
        TensorValue shown = model.submit(new RunRequest(new Prompt.Ids(List.of(3, 1, 4, 1, 5)),
                List.of("blocks.1.hook_resid_post"), 0, false)).await().sites().get("blocks.1.hook_resid_post");
        List<String> values = Files.readAllLines(folder.resolve("figure.csv")).stream().skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1)).toList();
        assertThat(values).isEqualTo(IntStream.range(0, shown.length())
                .mapToObj(index -> Float.toString(shown.flat(index))).toList());
        Label note = robot.lookup("#saved-note").queryAs(Label.class);
        assertThat(note.isVisible()).isTrue();
        assertThat(note.getText()).isEqualTo("Saved " + folder.resolve("figure.csv"));
    }

    @Test
    void aFolderThatIsGoneIsSaidInTheBanner(FxRobot robot) throws TimeoutException, IOException {
        Files.delete(folder);
        robot.interact(command("Data (CSV)…")::run);
        rest();

        assertThat(errors.problemProperty().get().orElseThrow().where()).endsWith("figure.csv");
        assertThat(robot.lookup("#saved-note").queryAs(Label.class).isVisible()).isFalse();
        Files.createDirectory(folder);
    }

    @Test
    void hoveringTheLargeHeadPointsAtTheSameCellInTheSmallOnes(FxRobot robot) throws TimeoutException {
        robot.clickOn("#show-attention");
        rest();
        HeatmapPane large = heatmap(robot, Kind.ATTENTION);
        robot.interact(() -> large.hoveredCellProperty().set(Optional.of(new Cell(4, 1))));

        Node first = robot.lookup("#head-0 .head-pointer").query();
        assertThat(first.isVisible()).isTrue();
        assertThat(first.getBoundsInParent().getCenterX()).isCloseTo(64 * 1.5 / 5, within(1.0));
        assertThat(first.getBoundsInParent().getCenterY()).isCloseTo(64 * 4.5 / 5, within(1.0));

        robot.interact(() -> large.hoveredCellProperty().set(Optional.empty()));
        assertThat(first.isVisible()).isFalse();
    }

    @Test
    void theArrowKeysGoFromHeadToHead(FxRobot robot) throws TimeoutException {
        robot.clickOn("#show-attention");
        rest();
        robot.clickOn("#head-0").type(KeyCode.RIGHT);
        rest();
        assertThat(workspace.selection().head()).hasValue(1);
        robot.type(KeyCode.DOWN);
        rest();
        assertThat(workspace.selection().head()).hasValue(3);
        assertThat(title(robot, Kind.ATTENTION)).endsWith("head 3");
    }

    @Test
    void aTokenChosenElsewhereMarksAColumnALayerARowAndBothACell(FxRobot robot) throws TimeoutException {
        HeatmapPane statistics = heatmap(robot, Kind.STATISTICS);
        robot.interact(() -> workspace.select(Selection.NONE.withToken(3)));
        assertThat(statistics.markProperty().get()).isEqualTo(new Mark(OptionalInt.empty(), OptionalInt.of(3)));
        assertThat(statistics.selectedCellProperty().get()).isEmpty();

        robot.interact(() -> workspace.select(Selection.NONE.withLayer(1)));
        assertThat(statistics.markProperty().get()).isEqualTo(new Mark(OptionalInt.of(1), OptionalInt.empty()));
        assertThat(statistics.selectedCellProperty().get()).isEmpty();

        robot.interact(() -> workspace.select(Selection.NONE.withLayer(1).withToken(3)));
        assertThat(statistics.selectedCellProperty().get()).hasValue(new Cell(1, 3));
    }

    @Test
    void aKeyOfAHeadStaysMarkedUntilAnotherQueryIsChosen(FxRobot robot) throws TimeoutException {
        robot.interact(() -> viewModel.kindProperty().set(Kind.ATTENTION));
        rest();
        HeatmapPane large = heatmap(robot, Kind.ATTENTION);
        robot.interact(() -> large.selectedCellProperty().set(Optional.of(new Cell(3, 1))));
        rest();
        assertThat(workspace.selection().token()).hasValue(3);
        assertThat(large.selectedCellProperty().get()).hasValue(new Cell(3, 1));

        robot.interact(() -> workspace.select(workspace.selection().withToken(2)));
        rest();
        assertThat(large.selectedCellProperty().get()).isEmpty();
        assertThat(large.markProperty().get()).isEqualTo(new Mark(OptionalInt.of(2), OptionalInt.empty()));
    }

    @Test
    void theExportedTableHoldsTheModelsNumbers(FxRobot robot) throws TimeoutException, IOException {
        robot.interact(command("Data (CSV)…")::run);
        rest();

        ActivationsResult expected = model.submit(new ActivationsRequest(new Prompt.Ids(List.of(3, 1, 4, 1, 5)),
                "blocks.*.hook_resid_post", Statistic.NORM)).await();
        List<String> lines = Files.readAllLines(folder.resolve("figure.csv"));
        assertThat(lines.getFirst()).isEqualTo("site,layer,position,token,value");
        assertThat(lines).hasSize(1 + 5 * expected.rows().size());
        assertThat(lines.get(1 + 5 + 2)).startsWith("blocks.1.hook_resid_post,1,2,")
                .endsWith("," + expected.rows().get(1).values().flat(2));
    }

    @Test
    void attentionLeavesAsOneHeadOrAsAllOfThem(FxRobot robot) throws TimeoutException, IOException {
        assertThat(command("All heads: Picture (SVG)…").enabled().get()).isFalse();
        robot.interact(() -> viewModel.kindProperty().set(Kind.ATTENTION));
        rest();

        robot.interact(command("Picture (SVG)…")::run);
        rest();
        assertThat(folder.resolve("figure.svg")).content().contains("head 0", "query ↓").doesNotContain(">head 1<");
        robot.interact(command("All heads: Picture (SVG)…")::run);
        rest();
        assertThat(folder.resolve("figure.svg")).content().contains("all heads", ">head 0<", ">head 1<");
    }

    @Test
    void theHistogramOfTheVectorIsReadOutAndExported(FxRobot robot) throws TimeoutException, IOException {
        robot.interact(() -> heatmap(robot, Kind.STATISTICS).selectedCellProperty().set(Optional.of(new Cell(1, 2))));
        rest();
        HistogramPane histogram = robot.lookup(".histogram").queryAs(HistogramPane.class);
        assertThat(histogram.getAccessibleText()).isEqualTo("values of blocks.1.hook_resid_post at token 2");

        MenuButton export = robot.lookup("#export-histogram").queryAs(MenuButton.class);
        robot.interact(() -> item(export, "Data (CSV)…").fire());
        rest();

        List<String> lines = Files.readAllLines(folder.resolve("figure.csv"));
        assertThat(lines.getFirst()).isEqualTo("from,to,count");
        int counted = lines.stream().skip(1)
                .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(',') + 1)))
                .sum();
        assertThat(counted).isEqualTo(viewModel.inspector().inspectionProperty().get().orElseThrow().result().values()
                .length());

        robot.interact(() -> item(export, "Data (JSON)…").fire());
        rest();
        JsonNode json = new ObjectMapper().readTree(folder.resolve("figure.json").toFile());
        assertThat(json.get("rows")).hasSize(lines.size() - 1)
                .allSatisfy(row -> assertThat(row.get("from").doubleValue()).isLessThan(row.get("to").doubleValue()));
        assertThat(json.get("rows").findValues("count").stream().mapToInt(JsonNode::intValue).sum()).isEqualTo(counted);
        assertThat(json.get("provenance").get("model").textValue()).isEqualTo("llama");
    }

    @Test
    void enterAndDoubleClickOpenTheCellInTheInspector(FxRobot robot) throws TimeoutException {
        HeatmapPane statistics = heatmap(robot, Kind.STATISTICS);
        robot.clickOn(statistics).type(KeyCode.ENTER);
        rest();
        Node lens = robot.lookup("#inspector-lens").query();
        assertThat(lens.isFocused()).isTrue();

        robot.clickOn("#show-site");
        rest();
        robot.doubleClickOn(heatmap(robot, Kind.SITE));
        rest();
        assertThat(lens.isFocused()).isTrue();

        robot.interact(() -> viewModel.site().choose(new SiteChoice("blocks.*.mlp.hook_post")));
        rest();
        robot.clickOn(heatmap(robot, Kind.SITE)).type(KeyCode.ENTER);
        rest();
        assertThat(robot.lookup("#dimensions").query().isFocused()).isTrue();
    }

    @Test
    void aHeldArrowKeyIsOneStepOfTheHistory(FxRobot robot) throws TimeoutException {
        HeatmapPane statistics = heatmap(robot, Kind.STATISTICS);
        robot.interact(() -> {
            statistics.requestFocus();
            statistics.selectedCellProperty().set(Optional.of(new Cell(1, 0)));
        });
        Selection before = workspace.selection();
        robot.interact(() -> {
            for (int repeat = 0; repeat < 3; repeat++) {
                fire(statistics, KeyEvent.KEY_PRESSED);
            }
            fire(statistics, KeyEvent.KEY_RELEASED);
        });
        assertThat(workspace.selection().token()).hasValue(3);
        robot.interact(() -> {
            fire(statistics, KeyEvent.KEY_PRESSED);
            workspace.selectBack();
        });
        assertThat(workspace.selection().token()).hasValue(3);
        robot.interact(workspace::selectBack);
        assertThat(workspace.selection()).isEqualTo(before);
        rest();
    }

    @Test
    void draggingTheLayerSliderIsOneStepOfTheHistory(FxRobot robot) throws TimeoutException {
        robot.clickOn("#show-site");
        rest();
        robot.interact(() -> workspace.select(Selection.NONE.withToken(1).withLayer(1)));
        rest();
        Selection before = workspace.selection();
        Node thumb = robot.lookup("#site-layer .thumb").query();
        robot.drag(thumb).moveBy(-80, 0);
        rest();
        assertThat(workspace.selection().layer()).hasValue(0);
        robot.moveBy(160, 0);
        rest();
        robot.moveBy(-160, 0).drop();
        rest();
        assertThat(workspace.selection().layer()).hasValue(0);
        robot.interact(workspace::selectBack);
        assertThat(workspace.selection()).isEqualTo(before);
        rest();
    }

    private static void fire(Node node, EventType<KeyEvent> type) {
        Event.fireEvent(node, new KeyEvent(type, "", "", KeyCode.RIGHT, false, false, false, false));
    }

    @Test
    void onlyAClickOnARowGoesToItsDimension(FxRobot robot) throws TimeoutException {
        robot.interact(() -> heatmap(robot, Kind.STATISTICS).selectedCellProperty().set(Optional.of(new Cell(1, 2))));
        rest();
        robot.clickOn("#dimensions .table-row-cell").clickOn("#show-statistics");
        rest();
        int chosen = workspace.selection().dimension().orElseThrow();

        robot.clickOn("#dimensions .column-header .label");
        robot.rightClickOn("#dimensions .table-row-cell").type(KeyCode.ESCAPE);
        rest();
        assertThat(viewModel.kindProperty().get()).isEqualTo(Kind.STATISTICS);

        robot.clickOn("#dimensions .table-row-cell");
        rest();
        assertThat(viewModel.kindProperty().get()).isEqualTo(Kind.SITE);
        assertThat(workspace.selection().dimension()).hasValue(chosen);
    }

    @Test
    void theChoiceOfSteeringIsThereWithTheSlidersAndShowsAllThree(FxRobot robot) throws TimeoutException {
        Node bar = robot.lookup("#aspect").query();
        assertThat(bar.isVisible()).isFalse();
        slide(robot, 0);
        assertThat(bar.isVisible()).isTrue();
        assertThat(robot.lookup("#aspect-now").query().isDisabled()).isTrue();
        Heatmap before = shown(robot);

        slide(robot, 2);
        Heatmap now = shown(robot);
        assertThat(now.title()).isEqualTo(before.title() + ", now");
        assertThat(now.cells().at(0, 2)).isEqualTo(before.cells().at(0, 2));
        assertThat(now.cells().at(1, 2)).isNotEqualTo(before.cells().at(1, 2));
        robot.interact(() -> heatmap(robot, Kind.STATISTICS).hoveredCellProperty().set(Optional.of(new Cell(1, 2))));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(heatmap(robot, Kind.STATISTICS).getAccessibleText()).contains("now ", "unsteered ",
                "difference ");

        robot.clickOn("#aspect-difference");
        rest();
        assertThat(shown(robot).signed()).isTrue();
        assertThat(shown(robot).cells().at(1, 2)).isEqualTo(now.cells().at(1, 2) - before.cells().at(1, 2));
        robot.interact(command("Steering in pictures: Unsteered")::run);
        rest();
        assertThat(shown(robot).title()).isEqualTo(before.title() + ", unsteered");
        assertThat(Samples.values(shown(robot))).isEqualTo(Samples.values(before));
    }

    @Test
    void whileAThumbMovesTheScaleOnlyWidens(FxRobot robot) throws TimeoutException {
        slide(robot, 40);
        Limits wide = limits(robot);
        robot.interact(() -> atRest.set(SteeringPlan.NONE));
        slide(robot, 1, false);
        assertThat(limits(robot)).isEqualTo(wide);
        robot.interact(() -> atRest.set(plan.get()));
        rest();
        assertThat(limits(robot).high()).isLessThan(wide.high());
    }

    @Test
    void attentionAndTheInspectorShowTheDifference(FxRobot robot) throws TimeoutException {
        slide(robot, 3);
        robot.clickOn("#show-attention").clickOn("#aspect-difference");
        rest();
        robot.interact(() -> heatmap(robot, Kind.ATTENTION).selectedCellProperty().set(Optional.of(new Cell(3, 1))));
        rest();
        assertThat(shown(robot, Kind.ATTENTION).title()).endsWith("now − unsteered");
        assertThat(robot.lookup("#compared-dimensions").query().isVisible()).isTrue();
        assertThat(robot.lookup(".histogram").queryAs(HistogramPane.class).getAccessibleText())
                .contains("now − unsteered");
        assertThat(errors.problemProperty().get()).isEmpty();
    }

    private static Heatmap shown(FxRobot robot) {
        return shown(robot, Kind.STATISTICS);
    }

    private static Heatmap shown(FxRobot robot, Kind kind) {
        return heatmap(robot, kind).heatmapProperty().get().orElseThrow();
    }

    private static Limits limits(FxRobot robot) {
        return heatmap(robot, Kind.STATISTICS).scaleLimitsProperty().get().limits().orElseThrow();
    }

    private void slide(FxRobot robot, double coefficient) throws TimeoutException {
        slide(robot, coefficient, true);
    }

    /// One slider of a vector into the second block.
    private void slide(FxRobot robot, double coefficient, boolean rests) throws TimeoutException {
        float[] vector = new float[model.card().dModel()];
        vector[0] = 1;
        var set = new SteeringSet(
                List.of(SteeringRow.of("calm", 0, List.of(Edit.add("blocks.1.hook_resid_pre", vector, coefficient)))),
                1);
        robot.interact(() -> {
            workspace.steeringProperty().set(set);
            plan.set(set.plan());
            if (rests) {
                atRest.set(set.plan());
            }
        });
        rest();
    }

    @Test
    void noPersonCanCancelAPictureThatIsBeingDrawn(FxRobot robot) throws TimeoutException {
        List<String> cancellable = new ArrayList<>();
        HeatmapPane statistics = heatmap(robot, Kind.STATISTICS);
        AtomicInteger paints = new AtomicInteger();
        robot.interact(() -> {
            tasks.running().addListener((ListChangeListener<RunningTask>) change -> tasks.running()
                    .forEach(task -> cancellable.add(task.title())));
            statistics.setPaintListener(nanos -> paints.incrementAndGet());
            statistics.scaleLimitsProperty().get().set(new Limits(0, 2));
        });
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> paints.get() > 0);
        rest();
        assertThat(cancellable).isEmpty();
    }

    private static MenuItem item(MenuButton menu, String title) {
        return menu.getItems().stream().filter(each -> each.getText().equals(title)).findFirst().orElseThrow();
    }

    private Command command(String title) {
        return view.commands().stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow();
    }

    private static String inspected(FxRobot robot) {
        return robot.lookup(".site-name").queryAs(Label.class).getText();
    }

    private static HeatmapPane heatmap(FxRobot robot, Kind kind) {
        return robot.lookup("#picture-" + kind.name().toLowerCase(Locale.ROOT)).queryAs(HeatmapPane.class);
    }

    private static String title(FxRobot robot, Kind kind) {
        return heatmap(robot, kind).heatmapProperty().get().orElseThrow().title();
    }

    /// Waits until nothing is computed or drawn any more.
    private void rest() throws TimeoutException {
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(() -> tasks.atRestProperty().get()).get());
        WaitForAsyncUtils.waitForFxEvents();
    }
}
