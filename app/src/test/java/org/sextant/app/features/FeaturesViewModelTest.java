package org.sextant.app.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.features.FeatureQuery.Scope;
import org.sextant.app.features.FeatureRow.Listing;
import org.sextant.app.state.Workspace;
import org.sextant.app.steering.BoardViewModel;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.FeaturePageRequest;
import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.FeaturesResult.Active;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.SaeMetricsRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The features view without a window, on a small model that brings a small SAE along.
class FeaturesViewModelTest {
    private static final Prompt PROMPT = new Prompt.Text("abracadabra");

    @TempDir
    private static Path models;
    private static Session session;
    private static OpenModel model;
    private static Path texts;
    private static Path trained;

    @TempDir
    private Path folder;

    private final Workspace workspace = new Workspace();
    private final List<Throwable> bugs = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private final BoardViewModel board = new BoardViewModel(workspace, tasks);
    private Path sae = Path.of("");
    private FeaturesViewModel features = new FeaturesViewModel(new ViewContext(workspace, tasks, errors, board::add));

    @BeforeAll
    static void open() {
        Path path = CheckpointFolder.copyOf("v5/llama", models.resolve("model")).withTokenizer().path();
        session = Session.local();
        model = session.open(new OpenRequest(new ModelLocation.Folder(path))).await();
        texts = SmallSae.texts(models.resolve("texts.txt"));
        trained = models.resolve("trained");
        SmallSae.train(model, texts, trained);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void begin() throws IOException {
        sae = Files.createDirectories(folder.resolve("sae"));
        for (String file : List.of("cfg.json", "sae_weights.safetensors")) {
            Files.copy(trained.resolve(file), sae.resolve(file));
        }
        features = new FeaturesViewModel(new ViewContext(workspace, tasks, errors, board::add),
                new HarvestFolder(folder.resolve("harvests")));
        workspace.modelProperty().set(Optional.of(SmallSae.atOnce(model)));
        workspace.runProperty().set(Optional.of(model.submit(new RunRequest(PROMPT, List.of(), 1, false))
                .await()));
        features.setShowing(true);
    }

    @AfterEach
    void withoutBugs() {
        assertThat(bugs).isEmpty();
    }

    private FeaturesResult asked() {
        return model.submit(new FeaturesRequest(PROMPT, sae)).await();
    }

    private Listing listing() {
        return features.table().listingProperty().get();
    }

    private List<SteeringRow> rows() {
        return workspace.steeringProperty().get().rows();
    }

    private int strongest() {
        return features.prompt().featureProperty().get().orElseThrow();
    }

    @Test
    void withoutAnSaeTheViewSaysWhatToOpenAndAWrongOneSaysWhy() throws IOException {
        assertThat(features.prompt().stateProperty().getValue()).isInstanceOf(PaneState.Empty.class);
        features.saes().open(Files.createDirectories(folder.resolve("nothing")));
        assertThat(features.prompt().stateProperty().getValue()).isInstanceOfSatisfying(PaneState.Cannot.class,
                cannot -> assertThat(cannot.what()).contains("no SAE"));

        Files.writeString(sae.resolve("cfg.json"),
                Files.readString(sae.resolve("cfg.json")).replace("blocks.1.hook", "blocks.9.hook"));
        features.saes().open(sae);
        assertThat(features.prompt().stateProperty().getValue()).isInstanceOfSatisfying(PaneState.Cannot.class,
                cannot -> assertThat(cannot.what() + cannot.where()).contains("blocks.9"));
    }

    @Test
    void theTableAndThePicturesHaveTheNumbersOfTheRequest() {
        features.saes().open(sae);
        FeaturesResult asked = asked();
        PromptFeatures shown = features.prompt().features().orElseThrow();

        assertThat(features.prompt().stateProperty().getValue()).isEqualTo(new PaneState.Result());
        assertThat(shown.table().texts()).containsExactlyElementsOf(PromptFeatures.table(asked).texts().toList());
        int[] active = asked.active().stream().mapToInt(Active::feature).distinct().sorted().toArray();
        assertThat(listing().order()).containsExactlyInAnyOrder(active);
        for (int feature : active) {
            List<Active> own = asked.active().stream().filter(each -> each.feature() == feature).toList();
            assertThat(listing().values().value(FeatureColumn.LARGEST, feature))
                    .isEqualTo((float) own.stream().mapToDouble(Active::activation).max().orElseThrow());
            assertThat(listing().values().value(FeatureColumn.TOKENS, feature)).isEqualTo(own.size());
            assertThat((double) listing().values().value(FeatureColumn.SHARE, feature)).isCloseTo(
                    own.stream().mapToDouble(Active::share).sum() / asked.tokens().size(), within(1e-6));
        }
        double[] largest = new double[listing().size()];
        Arrays.setAll(largest, i -> -listing().values().value(FeatureColumn.LARGEST, listing().order()[i]));
        assertThat(largest).isSorted();

        Heatmap map = FeatureFigures.strongest(shown, Map.of());
        for (Active each : asked.active()) {
            int row = IntStream.range(0, map.cells().rows())
                    .filter(i -> FeatureFigures.rows(shown)[i] == each.feature()).findFirst().orElse(-1);
            if (row >= 0) {
                assertThat(map.cells().at(row, each.position())).isEqualTo(each.activation());
            }
        }
        assertThat(FeatureFigures.errors(shown).series().getFirst().points()).extracting(PointsFigure.Point::y)
                .containsExactlyElementsOf(asked.fits().stream().map(FeaturesResult.Fit::relative).toList());
    }

    @Test
    void aSelectedTokenFillsItsColumnsAndASelectedFeatureIsShared() {
        features.saes().open(sae);
        Active some = asked().active().get(7);
        features.prompt().select(some.feature(), some.position());

        assertThat(features.prompt().featureProperty().get()).hasValue(some.feature());
        assertThat(workspace.selection().token()).hasValue(some.position());
        assertThat(workspace.selection().layer()).hasValue(1);
        assertThat(workspace.selection().feature().orElseThrow().number()).isEqualTo(some.feature());
        assertThat(listing().values().value(FeatureColumn.HERE, some.feature())).isEqualTo(some.activation());
        assertThat(listing().values().value(FeatureColumn.SHARE, some.feature())).isEqualTo(some.share());
        workspace.select(workspace.selection().withLayer(0));
        assertThat(workspace.selection().feature()).isEmpty();
        features.prompt().select(SmallSae.FEATURES);
        assertThat(workspace.selection().feature()).isEmpty();
    }

    @Test
    void theTableSearchesAndListsEveryFeature() {
        features.saes().open(sae);
        features.table().queryProperty().set(FeatureQuery.FIRST.in(Scope.ALL).by(FeatureColumn.FEATURE, true));
        assertThat(listing().order()).containsExactly(IntStream.range(0, SmallSae.FEATURES).toArray());
        features.table().queryProperty().set(features.table().queryProperty().get().searching("4"));
        assertThat(listing().order()).containsExactly(4, 40, 41, 42, 43, 44, 45, 46, 47);
    }

    @Test
    void labelsAreWrittenBesideTheSaeAndCanBeTakenBack() {
        features.saes().open(sae);
        features.prompt().select(5);
        features.labels().set(5, "a rope");
        features.labels().set(6, "Anna");

        assertThat(FeatureLabels.of(sae).of(5).orElseThrow().text()).isEqualTo("a rope");
        assertThat(workspace.selection().feature().orElseThrow().label()).isEqualTo("a rope");
        features.table().queryProperty().set(FeatureQuery.FIRST.in(Scope.ALL).searching("ROPE"));
        assertThat(listing().order()).containsExactly(5);
        features.labels().undo();
        assertThat(FeatureLabels.of(sae).all().keySet()).containsExactly(5);
        features.labels().undo();
        assertThat(FeatureLabels.of(sae).all()).isEmpty();
        assertThat(features.labels().canUndoProperty().get()).isFalse();

        features.labels().set(7, "knots");
        Path file = folder.resolve("labels-out.json");
        features.labels().export("small", file, _ -> {});
        assertThat(file).content().contains("\"modelId\" : \"small\"", "\"index\" : \"7\"",
                "\"description\" : \"knots\"");
    }

    @Test
    void theRowsForTheBoardDoWhatTheirNamesSayAndAreOneStepEach() {
        features.saes().open(sae);
        int number = strongest();
        PromptFeatures all = features.prompt().features().orElseThrow();
        for (FeatureUse use : FeatureUse.values()) {
            features.use(use);
        }

        assertThat(rows()).hasSize(4);
        List<FeatureEdit> edits = rows().stream().map(row -> (FeatureEdit) row.parts().getFirst().edit()).toList();
        assertThat(edits).allSatisfy(edit -> {
            assertThat(edit.feature()).isEqualTo(number);
            assertThat(edit.site()).isEqualTo(SmallSae.SITE);
            assertThat(edit.sae()).isEqualTo(sae);
        });
        assertThat(edits).extracting(FeatureEdit::operation).containsExactly(Operation.ADD_FEATURE,
                Operation.CLAMP_FEATURE, Operation.CLAMP_FEATURE, Operation.CLAMP_FEATURE);
        assertThat(edits.get(0).isNeutral()).isTrue();
        assertThat(edits.get(1).amount()).isCloseTo(all.largest(number), within(1e-3 * all.largest(number)));
        assertThat(edits.get(2).amount()).isZero();
        assertThat(edits.get(3).amount()).isCloseTo(2 * all.largest(number), within(2e-3 * all.largest(number)));
        assertThat(edits.get(3).positions())
                .isEqualTo(Positions.of(all.of(number).stream().map(Active::position).toList()));
        assertThat(rows().get(2).name()).isEqualTo("no feature " + number);
        workspace.steeringHistory().undo();
        assertThat(rows()).hasSize(3);
    }

    @Test
    void aFeatureThatIsNotActiveHereCannotBeAmplified() {
        features.saes().open(sae);
        int silent = IntStream.range(0, SmallSae.FEATURES)
                .filter(each -> features.prompt().features().orElseThrow().of(each).isEmpty()).findFirst()
                .orElseThrow();
        features.prompt().select(silent);
        assertThat(FeatureUse.AMPLIFY.obstacle(features.feature().orElseThrow())).isPresent();
        features.use(FeatureUse.AMPLIFY);
        assertThat(rows()).isEmpty();
        features.use(FeatureUse.HOLD);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void aHarvestIsCountedFoundAgainAndRead() throws IOException {
        features.saes().open(sae);
        assertThat(features.harvest().stateProperty().get()).isInstanceOf(PaneState.Empty.class);
        features.harvest().corpus().fileProperty().set(Optional.of(texts));
        features.harvest().corpus().tokensProperty().set(800);
        features.harvest().harvest();
        Path store = features.harvest().harvestedProperty().get().orElseThrow().store();
        assertThat(store).startsWith(folder.resolve("harvests"));
        HarvestedFeature counted = HarvestFile.feature(store, strongest());

        assertThat(features.harvest().stateProperty().get()).isEqualTo(new PaneState.Result());
        Evidence evidence = features.page().evidenceProperty().get().orElseThrow();
        assertThat(evidence.feature()).isEqualTo(counted);
        assertThat(evidence.strongest()).hasSameSizeAs(counted.strongest());
        Evidence.Example first = evidence.strongest().getFirst();
        assertThat(Files.readAllLines(texts)).anyMatch(line -> line.contains(first.words().strip()));
        assertThat(first.activations().get(first.place())).isEqualTo(first.activation());
        assertThat(listing().values().value(FeatureColumn.DENSITY, strongest())).isEqualTo((float) counted.density());
        assertThat(FeatureFigures.histogram(evidence, "it").counts()).isEqualTo(counted.histogram());

        var again = new FeaturesViewModel(new ViewContext(workspace, tasks, errors, board::add),
                new HarvestFolder(folder.resolve("harvests")));
        again.setShowing(true);
        again.saes().open(sae);
        assertThat(again.harvest().harvestedProperty().get().orElseThrow().store()).isEqualTo(store);
        assertThat(again.harvest().corpus().fileProperty().get()).contains(texts);
        again.harvest().harvest();
        assertThat(again.harvest().harvestedProperty().get().orElseThrow().store()).isEqualTo(store);

        Path csv = folder.resolve("features.csv");
        features.harvest().export(HarvestFile.Table.FEATURES, csv, _ -> {});
        assertThat(Files.readAllLines(csv)).hasSize(SmallSae.FEATURES + 1);
    }

    @Test
    void thePageIsThatOfTheRequest() {
        features.saes().open(sae);
        features.prompt().select(9);
        assertThat(features.page().pageProperty().get().orElseThrow())
                .isEqualTo(model.submit(new FeaturePageRequest(sae, 9, PageViewModel.TOP)).await());
    }

    @Test
    void qualityHasTheFiguresOfTheRequestAndPutsSaesSideBySide() {
        features.saes().open(sae);
        features.quality().corpus().fileProperty().set(Optional.of(texts));
        features.quality().corpus().tokensProperty().set(500);
        features.quality().measure();
        SaeMetrics asked = model.submit(new SaeMetricsRequest(sae, texts, 500)).await().metrics();
        QualityViewModel.Measured measured = features.quality().shownProperty().get().orElseThrow();

        assertThat(MetricLine.L0.of(measured.metrics())).isEqualTo(asked.l0());
        assertThat(MetricLine.RECOVERED.of(measured.metrics())).isEqualTo(asked.lossRecovered());
        assertThat(MetricLine.EPSILON.of(measured.metrics())).isEqualTo(asked.epsilonLbo());
        PointsFigure zf = FeatureFigures.zf(measured);
        assertThat(zf.series().getLast().points()).hasSize(asked.places().size())
                .allSatisfy(point -> assertThat(point.x()).isEqualTo(asked.places().get(point.id()).inputNorm()));
        // METHODS.md 2.11: the line and the bands of c = 0.25, 0.5 to both sides, of c = 1 below alone.
        assertThat(zf.series().stream().filter(series -> !series.dots())
                .map(series -> series.points().getLast().y() / series.points().getLast().x()))
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(1.0, Math.sqrt(4.0 / 3), Math.sqrt(0.8), Math.sqrt(2), Math.sqrt(2.0 / 3),
                        Math.sqrt(0.5));

        features.saes().open(trained);
        features.quality().measureAll();
        assertThat(features.quality().measuredProperty().get()).extracting(QualityViewModel.Measured::sae)
                .containsExactly(sae, trained);
        assertThat(FeatureFigures.pareto(features.quality().measuredProperty().get()).series().getFirst().points())
                .extracting(PointsFigure.Point::x).containsOnly(asked.l0());
        features.quality().show(0);
        assertThat(features.quality().shownProperty().get().orElseThrow().sae()).isEqualTo(sae);
    }

    @Test
    void aHiddenViewAsksForNothingAndAnotherModelStartsAnew() {
        features.setShowing(false);
        features.saes().open(sae);
        assertThat(features.prompt().featuresProperty().get()).isEmpty();
        features.setShowing(true);
        assertThat(features.prompt().featuresProperty().get()).isPresent();
        workspace.modelProperty().set(Optional.empty());
        assertThat(features.saes().chosenProperty().get()).isEmpty();
        assertThat(features.prompt().featureProperty().get()).isEqualTo(OptionalInt.empty());
    }
}
