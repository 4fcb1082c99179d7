package org.sextant.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.text.Text;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Viewport;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.GenerationSettings;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.PreferencesFile;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.state.WindowBounds;
import org.sextant.app.task.Spread;
import org.sextant.app.view.Command;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Sampling;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.ReferenceTensors;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The whole window on a small real model, against what the reference implementation gave for it, while the UI thread
/// is watched.
@ExtendWith(ApplicationExtension.class)
class RealModelWindowTest {
    private static final double LONGEST_UI_TASK_MILLIS = 250;
    private static final String FIXTURE = "v5/llama";
    private static final int NEW_TOKENS = 8;

    @TempDir
    private Path folder;

    private final List<NoiseView> noise = new ArrayList<>();
    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;
    private UiThreadWatch watch;

    @Start
    void start(Stage stage) {
        var greedy = new GenerationSettings(new Sampling(0, 0, 1, 0), NEW_TOKENS);
        bench = new Workbench(Session::local, SmallDemos.none(),
                Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT).withGeneration(greedy),
                new PreferencesFile(folder.resolve("preferences.json"))::save, context -> {
                    noise.add(new NoiseView(context));
                    List<WorkbenchView> views = new ArrayList<>(WorkbenchViews.all(context));
                    views.addAll(noise);
                    return views;
                }, UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        Scene scene = pane.scene(960, 800);
        stage.setScene(scene);
        stage.show();
        watch = new UiThreadWatch(Thread.currentThread());
    }

    /// What must hold whatever was done.
    @AfterEach
    void nothingHeldTheUiThreadUp() {
        script.settle();
        watch.close();
        bench.shutDown();
        assertThat(watch.looks()).isPositive();
        assertThat(watch.faults()).isEmpty();
    }

    @Test
    void theTableShowsTheReferencesTopTokenAndTheTextItsGreedyIds() {
        CheckpointFolder model = CheckpointFolder.copyOf(FIXTURE, folder.resolve("model")).withTokenizer();
        ReferenceTensors reference = ReferenceTensors.read(model.file("reference.safetensors"));
        long[] ids = reference.rows("input_ids")[0];
        open(model);
        script.act(() -> bench.prompt().set(new Prompt.Ids(LongStream.of(ids).mapToObj(id -> (int) id).toList())));
        script.rest();
        script.act(bench.prompt()::run);
        script.rest();

        TableView<?> table = (TableView<?>) pane.lookup("#next-tokens");
        Prediction first = (Prediction) UiScript.onUi(() -> table.getItems().getFirst());
        float[] logits = lastLogits(reference, ids.length);
        int top = IntStream.range(0, logits.length).boxed().max(Comparator.comparingDouble(i -> logits[i]))
                .orElseThrow();
        assertThat(first.id()).isEqualTo(top);
        assertThat(first.logit()).isCloseTo(logits[top], within(1e-4f));

        script.act(bench.generation()::start);
        script.rest();
        List<Integer> generated = UiScript.onUi(() -> ids(bench.generation().text()));
        long[] greedy = reference.rows("greedy")[0];
        List<Integer> expected = Arrays.stream(greedy, ids.length, greedy.length).mapToObj(id -> (int) id)
                .limit(generated.size()).toList();
        assertThat(generated).isNotEmpty().isEqualTo(expected);
    }

    @Test
    void besideWhatIsSteeredStandsWhatTheModelWritesAlone() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model")).withTokenizer());
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4))));
        script.act(bench.generation()::start);
        script.rest();
        List<Integer> alone = UiScript.onUi(() -> ids(bench.generation().text()));
        float[] vector = new float[UiScript.onUi(() -> bench.workspace().modelProperty().get().orElseThrow().card())
                .dModel()];
        vector[0] = 1;
        SteeringSet sliders = new SteeringSet(List.of(SteeringRow.of("calm", 0,
                List.of(Edit.add("blocks.0.hook_resid_post", vector, 30)))), 1);
        script.act(() -> bench.workspace().steeringProperty().set(sliders));
        script.act(bench.generation()::start);
        script.rest();
        SteeredText steered = UiScript.onUi(() -> bench.generation().texts().steered().orElseThrow());
        assertThat(UiScript.onUi(() -> ids(bench.generation().text()))).isEqualTo(alone);
        assertThat(UiScript.onUi(() -> ids(steered.text()))).isNotEmpty().isNotEqualTo(alone);
        assertThat(UiScript.onUi(() -> steered.text().piece(0).plan())).containsExactly("calm = 30");
    }

    private static List<Integer> ids(GeneratedText text) {
        return text.pieces().stream().map(piece -> piece.update().token().id()).toList();
    }

    @Test
    void theChipNamesTheModelLetterForLetter() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("a_model_name")));
        Button chip = (Button) pane.lookup("#model-chip");
        assertThat(UiScript.onUi(chip::isMnemonicParsing)).isFalse();
        assertThat(UiScript.onUi(chip::getText)).isEqualTo("a_model_name");
    }

    @Test
    void theBadgeSaysWhatVerifyingFound(FxRobot robot) {
        CheckpointFolder model = CheckpointFolder.copyOf(FIXTURE, folder.resolve("model"));
        open(model);
        script.rest();
        Button badge = (Button) pane.lookup("#trust-badge");
        assertThat(UiScript.onUi(badge::getText)).startsWith("✓ self-consistent ").matches(".* \\de-\\d+");

        robot.clickOn(badge);
        script.rest();
        List<String> shown = UiScript.onUi(() -> robot.lookup(".trust .label").queryAll().stream()
                .map(node -> ((Label) node).getText()).toList());
        assertThat(shown).contains("heads and bias make the attention output", "float64 gives the same logits",
                "1e-5");

        script.act(() -> bench.trust().verifyAgainst(model.file("reference.safetensors")));
        script.rest();
        assertThat(UiScript.onUi(badge::getText)).startsWith("✓ matches reference ");
        model.withValue("model.norm.weight", 0, 3);
        open(model);
        script.act(() -> bench.trust().verifyAgainst(model.file("reference.safetensors")));
        script.rest();
        assertThat(UiScript.onUi(badge::getText)).startsWith("✗ wrong ");
        script.act(bench.models()::close);
        assertThat(UiScript.onUi(badge::isVisible)).isFalse();
    }

    @Test
    void theBreadcrumbSaysWhichLayersVectorTheInspectorShows() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model")));
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4))));
        script.act(bench.prompt()::run);
        script.rest();
        Label breadcrumb = (Label) pane.lookup("#breadcrumb");
        assertThat(UiScript.onUi(breadcrumb::getText)).startsWith("token 2").endsWith("› layer 1");
    }

    @Test
    @SuppressWarnings("unchecked") // the table lists predictions
    void smallProbabilitiesAreReadableInTheInspector() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model")));
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4))));
        script.act(bench.prompt()::run);
        script.rest();
        TableView<Prediction> lens = (TableView<Prediction>) pane.lookup("#inspector-lens");
        script.act(() -> lens.getItems().setAll(new Prediction(0, 4, " a", -10.33f, 8.389e-4f),
                new Prediction(1, 5, " b", -12.34f, 1.234e-12f)));
        script.rest();
        assertThat(UiScript.onUi(() -> lens.lookupAll(".table-cell .text").stream()
                .map(node -> ((Text) node).getText()).filter(text -> !text.isEmpty()).toList()))
                .contains("8.389e-04", "1.234e-12", "-12.34").noneMatch(text -> text.contains("…"));
    }

    @Test
    void logitsThatAreNoNumbersAreSaidInOnePlaceWithWhereAndWhatToDo() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model"))
                .withValue("model.norm.weight", 3, Float.NaN));
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4))));
        script.act(bench.prompt()::run);
        script.rest();
        TableView<?> table = (TableView<?>) pane.lookup("#next-tokens");
        assertThat(UiScript.onUi(() -> List.copyOf(table.getItems()))).isEmpty();
        assertThat(UiScript.onUi(((Label) table.getPlaceholder())::getText))
                .contains("after token 2 are not numbers", "card (Ctrl+I)", "float32");
    }

    private static float[] lastLogits(ReferenceTensors reference, int positions) {
        float[] all = reference.floats("logits");
        int[] shape = reference.shape("logits");
        int vocabulary = shape[shape.length - 1];
        return Arrays.copyOfRange(all, (positions - 1) * vocabulary, positions * vocabulary);
    }

    @Test
    void typedTextIsReadByTheModelsTokenizerAndTooMuchOfItIsRefusedInPlace() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model")).withTokenizer());
        script.act(() -> bench.prompt().textProperty().set("Ahoy"));
        script.rest();
        assertThat(UiScript.onUi(() -> bench.prompt().tokensProperty().get().size())).isEqualTo(4);
        script.act(() -> {
            bench.prompt().textProperty().set("x".repeat(5000));
            bench.prompt().run();
        });
        script.settle();
        Label problem = (Label) pane.lookup("#prompt-problem");
        assertThat(UiScript.onUi(problem::isVisible)).isTrue();
        assertThat(UiScript.onUi(problem::getText)).contains("5000");
        assertThat(UiScript.onUi(() -> bench.errors().problemProperty().get())).isEmpty();
    }

    @Test
    void aFolderWithoutAModelIsRefusedInTheBanner() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        script.act(() -> bench.models().open(empty.toString()));
        script.settle();
        assertThat(UiScript.onUi(() -> pane.lookup("#banner").isVisible())).isTrue();
        assertThat(UiScript.onUi(() -> bench.errors().problemProperty().get().orElseThrow().what()))
                .contains("config.json");
    }

    @Test
    void weightsThatAreNoNumbersAreNamedInTheWindowAsSoonAsTheModelIsOpen() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model"))
                .withValue("model.norm.weight", 3, Float.NaN));
        var shown = UiScript.onUi(() -> pane.lookupAll("#opened .card-warning").stream()
                .map(label -> ((Label) label).getText()).collect(Collectors.joining()));
        assertThat(shown).contains("model.norm.weight");
        assertThat(UiScript.onUi(() -> pane.lookup("#banner").isVisible())).isTrue();
        assertThat(UiScript.onUi(() -> ((Label) pane.lookup("#banner .banner-what")).getText()))
                .contains("model.norm.weight");
    }

    @Test
    void scrubbingAndZoomingStayWithinTheBudgetAndPaintOnceAPulse() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model")));
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4, 1, 5))));
        script.act(bench.prompt()::run);
        script.rest();
        HeatmapPane target = noise.getFirst().pane();
        AtomicInteger paints = new AtomicInteger();
        AtomicInteger pulses = new AtomicInteger();
        script.act(() -> pane.showView("noise"));
        script.rest();
        int before = UiScript.onUi(bench.meter()::count);
        UiScript.onUi(() -> {
            target.setPaintListener(_ -> paints.incrementAndGet());
            pane.getScene().addPreLayoutPulseListener(pulses::incrementAndGet);
            return true;
        });
        script.act(() -> {
            for (int turn = 0; turn < 100; turn++) {
                Viewport view = target.viewportProperty().get();
                target.viewportProperty().set(view.zoomAt(200, 200, turn % 2 == 0 ? 1.5 : 0.7));
            }
        });
        script.rest();
        assertThat(paints.get()).isBetween(1, pulses.get() + 1);
        assertThat(Spread.of(UiScript.onUi(() -> bench.meter().since(before))).maxMs())
                .isLessThan(LONGEST_UI_TASK_MILLIS);
    }

    @Test
    void thousandsOfGeneratedTokensShareFewNodesAndAreFoundByTheirPlace() {
        GeneratedText text = new GeneratedText();
        GeneratedFlow flow = UiScript.onUi(() -> new GeneratedFlow(""));
        script.act(() -> flow.begin(text));
        var soFar = new StringBuilder();
        for (int index = 0; index < 2000; index++) {
            int id = index;
            soFar.append(" word").append(id);
            String all = soFar.toString();
            script.act(() -> flow.grow(text.add(PromptAndGenerationTest.generated(id, " word" + id, all))));
        }
        assertThat(UiScript.onUi(() -> flow.getChildren().size())).isEqualTo(Math.ceilDiv(2000, 64));
        UiScript.onUi(() -> {
            flow.resize(600, 4000);
            flow.layout();
            return true;
        });
        assertThat(UiScript.onUi(() -> flow.pieceAt(new Point2D(12, 5))).orElseThrow().text()).isEqualTo(" word0");
        assertThat(text.pieceAt(text.text().indexOf("word1999")).orElseThrow().text()).isEqualTo(" word1999");
    }

    @Test
    void whatWaitsToBeKeptIsWrittenAtTheEnd() throws Exception {
        Path file = folder.resolve("preferences.json");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        var keeper = new PreferencesKeeper(preferences -> {
            writing.countDown();
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            new PreferencesFile(file).save(preferences);
        }, failure -> {
            throw failure;
        });
        keeper.keep(Preferences.DEFAULT);
        writing.await();
        var bounds = new WindowBounds(1, 2, 800, 600, false);
        keeper.keep(Preferences.DEFAULT.withWindow(bounds));
        go.countDown();
        keeper.finish();
        assertThat(new PreferencesFile(file).load().window()).contains(bounds);
    }

    @Test
    void theCardIsPlainUnderItsBoldTitleAndKeysReadAsTheyAreWritten() {
        open(CheckpointFolder.copyOf(FIXTURE, folder.resolve("model")));
        script.act(pane::showCard);
        script.settle();
        ModelCardPane card = (ModelCardPane) UiScript.onUi(() -> Window.getWindows().stream()
                .filter(PopupWindow.class::isInstance).map(window -> window.getScene().lookup(".model-card"))
                .filter(Objects::nonNull).findFirst()
                .orElseThrow());
        assertThat(UiScript.onUi(() -> ((Label) card.lookup(".card-title")).getFont().getStyle())).contains("Bold");
        assertThat(UiScript.onUi(() -> ((Label) card.lookup(".card-grid .label")).getFont().getStyle()))
                .doesNotContain("Bold");
        assertThat(bench.views().getFirst().commands()).extracting(Command::keyText).contains("Alt+1", "Alt+Page Up");
        UiScript.onUi(() -> {
            Window.getWindows().stream().filter(PopupWindow.class::isInstance).toList().forEach(Window::hide);
            return true;
        });
    }

    private void open(CheckpointFolder model) {
        script.act(() -> bench.models().open(model.path().toString()));
        script.rest();
    }
}
