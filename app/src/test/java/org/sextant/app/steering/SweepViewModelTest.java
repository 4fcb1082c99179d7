package org.sextant.app.steering;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.Cell;
import org.sextant.app.cli.Cli;
import org.sextant.app.state.LossTexts;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.SafeRange;
import org.sextant.runtime.session.SafeRangeRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// Sweeps and safe ranges without a window, on a small model whose tokens are letters.
class SweepViewModelTest {
    private static final int D_MODEL = 32;
    private static final List<Integer> IDS = List.of(3, 1, 4, 1, 5);
    private static final LossTexts TEXTS = new LossTexts("two texts",
            List.of(new Prompt.Text("calm sea"), new Prompt.Text("wild wind")));

    @TempDir
    private static Path models;
    private static Session session;
    private static AtOnceModel model;
    private static Path path;

    @TempDir
    private Path folder;

    private final Boards desk = new Boards();
    private final ObjectProperty<Optional<MadeVector>> made = new SimpleObjectProperty<>(Optional.empty());
    private final SweepViewModel sweeps = new SweepViewModel(
            new ViewContext(desk.workspace, desk.tasks, desk.errors, desk.board::add), made);

    @BeforeAll
    static void openModel() {
        path = CheckpointFolder.copyOf("v5/llama", models.resolve("model")).withTokenizer().path();
        session = Session.local();
        model = new AtOnceModel(session.open(new OpenRequest(new ModelLocation.Folder(path))).await());
    }

    @AfterAll
    static void closeModel() {
        session.close();
    }

    @BeforeEach
    void run() {
        model.idle.clear();
        desk.workspace.modelProperty().set(Optional.of(model));
        desk.workspace.runProperty().set(Optional.of(
                model.submit(new RunRequest(new Prompt.Ids(IDS), List.of(), 5, false)).await()));
        desk.workspace.lossTextsProperty().set(Optional.of(TEXTS));
    }

    @AfterEach
    void withoutBugs() {
        assertThat(desk.bugs).isEmpty();
    }

    private static SteeringVector vector() {
        TreeMap<Integer, float[]> layers = new TreeMap<>();
        for (int layer = 0; layer < 2; layer++) {
            float[] direction = new float[D_MODEL];
            for (int i = 0; i < D_MODEL; i++) {
                direction[i] = (float) Math.sin(i + layer);
            }
            layers.put(layer, direction);
        }
        return new SteeringVector(SiteKind.RESID_POST, layers, Map.of());
    }

    private void addVector() {
        desk.board.add(NewRows.vector("calm", vector()));
    }

    private SteeringRow row(int index) {
        return desk.workspace.steeringProperty().get().rows().get(index);
    }

    private SweepPicture picture() {
        return sweeps.sweptProperty().get().orElseThrow().picture();
    }

    @Test
    void theCommandGivesTheSameNumbers() throws IOException {
        VectorFile.write(vector(), folder.resolve("calm.safetensors"));
        Path texts = Files.write(folder.resolve("texts.txt"), List.of("calm sea", "wild wind"));
        addVector();
        sweeps.inputs().fromProperty().set(-1);
        sweeps.inputs().toProperty().set(1);
        sweeps.inputs().stepsProperty().set(5);
        for (SweepMeasure measure : SweepMeasure.values()) {
            sweeps.inputs().measureProperty().set(measure);
            sweeps.inputs().answerProperty().set("s");
            sweeps.inputs().wrongProperty().set("t");
            sweeps.sweep();
            assertThat(sweeps.stateProperty().get()).isEqualTo(new PaneState.Result());
            var csv = new StringBuilder();
            picture().table().writeCsv(csv);
            assertThat(csv.toString()).isEqualTo(command(measure, texts));
            assertThat(picture().heatmap().signed())
                    .isEqualTo(measure == SweepMeasure.LOGIT_DIFFERENCE || measure == SweepMeasure.REFUSAL);
            assertThat(picture().heatmap().columnLabels()).containsExactly("−1", "−0.5", "0", "0.5", "1");
            assertThat(picture().value(1, 2)).isEqualTo(picture().unsteered());
        }
    }

    private String command(SweepMeasure measure, Path texts) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Stream<String> words = Stream.of("vector", "sweep", path.toString(), "--vector",
                folder.resolve("calm.safetensors").toString(), "--ids", "3,1,4,1,5", "--coefficients", "-1:1:0.5",
                "--measure", measure.id(), "--answer", "s", "--wrong", "t");
        Stream<String> costs = measure == SweepMeasure.LOSS ? Stream.of("--texts", texts.toString()) : Stream.of();
        assertThat(Cli.execute(Stream.concat(words, costs).toArray(String[]::new), stream, stream)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCellSetsTheSliderInOneStepAndADotStandsThere() {
        addVector();
        desk.row(0).operation(Operation.ABLATE);
        SteeringSet before = desk.workspace.steeringProperty().get();
        sweeps.inputs().fromProperty().set(-1);
        sweeps.inputs().toProperty().set(1);
        sweeps.inputs().stepsProperty().set(5);
        sweeps.sweep();
        assertThat(sweeps.standingProperty().get()).containsExactly(new Cell(0, 2), new Cell(1, 2));

        sweeps.set(new Cell(1, 3));
        assertThat(desk.row(0).value()).isEqualTo(0.5);
        assertThat(new RowEdits(row(0)).activeLayers()).containsExactly(1);
        assertThat(new RowEdits(row(0)).operation()).contains(Operation.ABLATE);
        assertThat(sweeps.standingProperty().get()).containsExactly(new Cell(1, 3));
        assertThat(picture().readout(1, 3)).startsWith("layer 1, coefficient 0.5: ").contains(", unsteered ");

        desk.workspace.steeringHistory().undo();
        assertThat(desk.workspace.steeringProperty().get()).isEqualTo(before);
        desk.row(0).slide(7, false);
        assertThat(sweeps.standingProperty().get()).isEmpty();

        desk.board.clear();
        sweeps.set(new Cell(0, 1));
        assertThat(desk.row(0).value()).isEqualTo(-0.5);
        desk.workspace.steeringHistory().undo();
        assertThat(desk.board.rows()).isEmpty();
    }

    @Test
    void tokensBeginWithTheNextOneAndItsRunnerUpAndAreCheckedWhenAsked() {
        var top = desk.workspace.runProperty().get().orElseThrow().top();
        assertThat(sweeps.inputs().answerProperty().get()).isEqualTo(top.getFirst().token());
        assertThat(sweeps.inputs().wrongProperty().get()).isEqualTo(top.get(1).token());

        addVector();
        sweeps.inputs().answerProperty().set("ahoy there");
        sweeps.sweep();
        assertThat(sweeps.stateProperty().get()).isInstanceOfSatisfying(PaneState.Cannot.class,
                cannot -> assertThat(cannot.what()).contains("tokens and not one"));
        sweeps.inputs().answerProperty().set("");
        sweeps.sweep();
        assertThat(sweeps.stateProperty().get()).isInstanceOf(PaneState.Empty.class);
    }

    @Test
    void onlyVectorsThatCanBeSweptAreOfferedAndTheirLayersComeWithThem() {
        assertThat(sweeps.stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                empty -> assertThat(empty.what()).isEqualTo("There is no vector to sweep"));
        desk.board.add(NewRows.head(0, 1));
        assertThat(sweeps.inputs().sourcesProperty().get()).isEmpty();
        addVector();
        assertThat(sweeps.inputs().sourcesProperty().get()).extracting(SweepSource::label).containsExactly("calm");
        assertThat(sweeps.inputs().layersProperty().get()).containsExactly(0, 1);
        assertThat(sweeps.inputs().fromProperty().get()).isEqualTo(-2);
        sweeps.inputs().between(1, 1);
        sweeps.inputs().measureProperty().set(SweepMeasure.ENTROPY);
        sweeps.sweep();
        assertThat(picture().result().layers()).containsExactly(1);
        desk.row(1).rename("calmer");
        assertThat(sweeps.inputs().layersProperty().get()).containsExactly(1);
        assertThat(sweeps.inputs().sourceProperty().get().orElseThrow().label()).isEqualTo("calmer");
    }

    @Test
    void everySlidersRangeIsThatOfTheRequestAndMovingItAsksNothing() {
        var ranges = new SafeRanges(desk.workspace, desk.board, desk.tasks);
        assertThat(ranges).isNotNull();
        addVector();
        desk.board.add(NewRows.head(0, 1));
        assertThat(model.idle).hasSize(2);
        SafeRange asked = model.submit(new SafeRangeRequest(row(0), -2, 2, TEXTS.texts(), SafeRanges.TOKENS)).await();
        assertThat(desk.row(0).bandProperty().get()).isEqualTo(
                SafeBand.Known.of(asked, desk.row(0).rangeProperty().get(), "two texts"));
        assertThat(desk.row(1).bandProperty().get().words()).startsWith("Loss within 10 %: ")
                .contains("tokens of two texts");

        desk.row(0).slide(1, false);
        desk.row(0).mute(true);
        desk.row(0).rename("calmer");
        assertThat(model.idle).hasSize(2);
        desk.row(0).layers(1, 1);
        assertThat(model.idle).hasSize(3);
        desk.row(0).slide(20, false);
        assertThat(model.idle).hasSize(4);
        assertThat(desk.row(0).bandProperty().get()).isInstanceOfSatisfying(SafeBand.Known.class,
                known -> assertThat(known.high()).isEqualTo(30));

        desk.workspace.lossTextsProperty().set(Optional.empty());
        assertThat(desk.row(0).bandProperty().get().words()).contains("no text to measure on");
        desk.workspace.lossTextsProperty()
                .set(Optional.of(new LossTexts("a letter", List.of(new Prompt.Ids(List.of(3))))));
        assertThat(desk.row(0).bandProperty().get().words()).contains("two tokens");
    }

    @Test
    void textsAreAFileElseThePrompt() throws IOException {
        var texts = new LossTextsViewModel(desk.workspace, desk.tasks);
        assertThat(texts).isNotNull();
        assertThat(desk.workspace.lossTextsProperty().get())
                .contains(new LossTexts("the prompt", List.of(new Prompt.Ids(IDS))));
        Path file = Files.write(folder.resolve("my.txt"), List.of("calm sea"));
        desk.workspace.lossFileProperty().set(Optional.of(file));
        assertThat(desk.workspace.lossTextsProperty().get())
                .contains(new LossTexts("my.txt", List.of(new Prompt.Text("calm sea"))));
        desk.workspace.modelProperty().set(Optional.empty());
        assertThat(desk.workspace.lossTextsProperty().get()).isEmpty();
    }
}
