package org.sextant.app.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.features.FeatureQuery.Scope;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.FeaturePageRequest;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.SaeMetricsRequest;

import static org.assertj.core.api.Assertions.assertThat;

/// What the features view tells of one feature and of a whole SAE: labels, harvests, pages, quality.
class FeatureKnowledgeTest {
    @TempDir
    private static Path models;
    private static FeaturesDesk.Shared shared;

    @TempDir
    private Path folder;
    private FeaturesDesk desk;

    @BeforeAll
    static void open() {
        shared = FeaturesDesk.Shared.in(models);
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @BeforeEach
    void begin() throws IOException {
        desk = new FeaturesDesk(shared, folder);
    }

    @AfterEach
    void withoutBugs() {
        assertThat(desk.bugs).isEmpty();
    }

    @Test
    void labelsAreWrittenBesideTheSaeAndCanBeTakenBack() {
        desk.features.saes().open(desk.sae);
        desk.features.prompt().select(5);
        desk.features.labels().set(5, "a rope");
        desk.features.labels().set(6, "Anna");

        assertThat(FeatureLabels.of(desk.sae).of(5).orElseThrow().text()).isEqualTo("a rope");
        assertThat(desk.workspace.selection().feature().orElseThrow().label()).isEqualTo("a rope");
        desk.features.table().queryProperty().set(FeatureQuery.FIRST.in(Scope.ALL).searching("ROPE"));
        assertThat(desk.listing().order()).containsExactly(5);
        desk.features.labels().undo();
        assertThat(FeatureLabels.of(desk.sae).all().keySet()).containsExactly(5);
        desk.features.labels().undo();
        assertThat(FeatureLabels.of(desk.sae).all()).isEmpty();
        assertThat(desk.features.labels().canUndoProperty().get()).isFalse();

        desk.features.labels().set(7, "knots");
        Path file = folder.resolve("labels-out.json");
        desk.features.labels().export("small", file, _ -> {});
        assertThat(file).content().contains("\"modelId\" : \"small\"", "\"index\" : \"7\"",
                "\"description\" : \"knots\"");
    }

    @Test
    void aHarvestIsCountedFoundAgainAndRead() throws IOException {
        desk.features.saes().open(desk.sae);
        assertThat(desk.features.harvest().stateProperty().get()).isInstanceOf(PaneState.Empty.class);
        desk.features.harvest().corpus().fileProperty().set(Optional.of(shared.texts()));
        desk.features.harvest().corpus().tokensProperty().set(800);
        desk.features.harvest().harvest();
        Path store = desk.features.harvest().harvestedProperty().get().orElseThrow().store();
        assertThat(store).startsWith(folder.resolve("harvests"));
        HarvestedFeature counted = HarvestFile.feature(store, desk.strongest());

        assertThat(desk.features.harvest().stateProperty().get()).isEqualTo(new PaneState.Result());
        Evidence evidence = desk.features.page().evidenceProperty().get().orElseThrow();
        assertThat(evidence.feature()).isEqualTo(counted);
        assertThat(evidence.strongest()).hasSameSizeAs(counted.strongest());
        Evidence.Example first = evidence.strongest().getFirst();
        assertThat(Files.readAllLines(shared.texts())).anyMatch(line -> line.contains(first.words().strip()));
        assertThat(first.activations().get(first.place())).isEqualTo(first.activation());
        assertThat(desk.listing().values().value(FeatureColumn.DENSITY, desk.strongest()))
                .isEqualTo((float) counted.density());
        assertThat(FeatureFigures.histogram(evidence, "it").counts()).isEqualTo(counted.histogram());

        var again = desk.another();
        again.setShowing(true);
        again.saes().open(desk.sae);
        assertThat(again.harvest().harvestedProperty().get().orElseThrow().store()).isEqualTo(store);
        assertThat(again.harvest().corpus().fileProperty().get()).contains(shared.texts());
        again.harvest().harvest();
        assertThat(again.harvest().harvestedProperty().get().orElseThrow().store()).isEqualTo(store);

        Path csv = folder.resolve("desk.features.csv");
        desk.features.harvest().export(HarvestFile.Table.FEATURES, csv, _ -> {});
        assertThat(Files.readAllLines(csv)).hasSize(SmallSae.FEATURES + 1);
    }

    @Test
    void thePageIsThatOfTheRequest() {
        desk.features.saes().open(desk.sae);
        desk.features.prompt().select(9);
        assertThat(desk.features.page().pageProperty().get().orElseThrow())
                .isEqualTo(shared.model().submit(new FeaturePageRequest(desk.sae, 9, PageViewModel.TOP)).await());
    }

    @Test
    void qualityHasTheFiguresOfTheRequestAndPutsSaesSideBySide() {
        desk.features.saes().open(desk.sae);
        desk.features.quality().corpus().fileProperty().set(Optional.of(shared.texts()));
        desk.features.quality().corpus().tokensProperty().set(500);
        desk.features.quality().measure();
        SaeMetrics asked = shared.model().submit(new SaeMetricsRequest(desk.sae, shared.texts(), 500)).await()
                .metrics();
        QualityViewModel.Measured measured = desk.features.quality().shownProperty().get().orElseThrow();

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

        desk.features.saes().open(shared.trained());
        desk.features.quality().measureAll();
        assertThat(desk.features.quality().measuredProperty().get()).extracting(QualityViewModel.Measured::sae)
                .containsExactly(desk.sae, shared.trained());
        assertThat(FeatureFigures.pareto(desk.features.quality().measuredProperty().get()).series().getFirst().points())
                .extracting(PointsFigure.Point::x).containsOnly(asked.l0());
        desk.features.quality().show(0);
        assertThat(desk.features.quality().shownProperty().get().orElseThrow().sae()).isEqualTo(desk.sae);
    }
}
