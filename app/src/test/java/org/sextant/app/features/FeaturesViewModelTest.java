package org.sextant.app.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.FeaturesResult.Active;
import org.sextant.runtime.session.SaePlace;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The features view without a window: finding features and using them.
class FeaturesViewModelTest {
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

    private FeaturesResult asked() {
        return shared.model().submit(new FeaturesRequest(FeaturesDesk.PROMPT, desk.sae)).await();
    }

    @Test
    void withoutAnSaeTheViewSaysWhatToOpenAndAWrongOneSaysWhy() throws IOException {
        assertThat(desk.features.prompt().stateProperty().getValue()).isInstanceOf(PaneState.Empty.class);
        desk.features.saes().open(Files.createDirectories(folder.resolve("nothing")));
        assertThat(desk.features.prompt().stateProperty().getValue()).isInstanceOfSatisfying(PaneState.Cannot.class,
                cannot -> assertThat(cannot.what()).contains("no SAE"));

        Files.writeString(desk.sae.resolve("cfg.json"),
                Files.readString(desk.sae.resolve("cfg.json")).replace("blocks.1.hook", "blocks.9.hook"));
        desk.features.saes().open(desk.sae);
        assertThat(desk.features.prompt().stateProperty().getValue()).isInstanceOfSatisfying(PaneState.Cannot.class,
                cannot -> assertThat(cannot.what() + cannot.where()).contains("blocks.9"));
    }

    @Test
    void anSaeIsLookedAtWhereAPersonPutsItAndAMisfitIsExplained() {
        desk.features.saes().open(desk.sae);

        desk.features.saes().moveTo("blocks.0.hook_resid_post");

        FeaturesResult there = shared.model().submit(new FeaturesRequest(FeaturesDesk.PROMPT,
                SaePlace.at(desk.sae, "blocks.0.hook_resid_post"))).await();
        assertThat(desk.features.prompt().features().orElseThrow().table().texts())
                .containsExactlyElementsOf(PromptFeatures.table(there).texts().toList());
        assertThat(desk.features.saes().sitesProperty().get()).contains("blocks.0.hook_mlp_out", "blocks.1.attn.hook_z")
                .doesNotContain("blocks.0.ln1.hook_scale", "blocks.0.attn.hook_pattern");
        desk.features.saes().moveTo("blocks.0.mlp.hook_post");
        assertThat(desk.features.prompt().stateProperty().getValue()).isInstanceOfSatisfying(PaneState.Cannot.class,
                cannot -> assertThat(cannot.what() + cannot.remedy()).contains("32 numbers", "blocks."));
    }

    @Test
    void theTableAndThePicturesHaveTheNumbersOfTheRequest() {
        desk.features.saes().open(desk.sae);
        FeaturesResult asked = asked();
        PromptFeatures shown = desk.features.prompt().features().orElseThrow();

        assertThat(desk.features.prompt().stateProperty().getValue()).isEqualTo(new PaneState.Result());
        assertThat(shown.table().texts()).containsExactlyElementsOf(PromptFeatures.table(asked).texts().toList());
        int[] active = asked.active().stream().mapToInt(Active::feature).distinct().sorted().toArray();
        assertThat(desk.listing().order()).containsExactlyInAnyOrder(active);
        for (int feature : active) {
            List<Active> own = asked.active().stream().filter(each -> each.feature() == feature).toList();
            assertThat(desk.listing().values().value(FeatureColumn.LARGEST, feature))
                    .isEqualTo((float) own.stream().mapToDouble(Active::activation).max().orElseThrow());
            assertThat(desk.listing().values().value(FeatureColumn.TOKENS, feature)).isEqualTo(own.size());
            assertThat((double) desk.listing().values().value(FeatureColumn.SHARE, feature)).isCloseTo(
                    own.stream().mapToDouble(Active::share).sum() / asked.tokens().size(), within(1e-6));
        }
        double[] largest = new double[desk.listing().size()];
        Arrays.setAll(largest, i -> -desk.listing().values().value(FeatureColumn.LARGEST, desk.listing().order()[i]));
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
    void twoPicturesBesideEachOtherAreThoseOfTheView() {
        desk.features.saes().open(desk.sae);
        desk.features.labels().set(desk.strongest(), "a knot");
        LabelledSae sae = LabelledSae.read(SaePlace.of(desk.sae));
        PromptFeatures shown = desk.features.prompt().features().orElseThrow();
        Heatmap view = FeatureFigures.strongest(shown, desk.features.labels().textsProperty().get());

        FeaturesPicture.Pair pair = FeaturesPicture.Pair.of(sae, asked(), sae, asked());

        assertThat(pair.a().table().texts()).containsExactlyElementsOf(shown.table().texts().toList());
        assertThat(pair.b().heatmap().title()).isEqualTo(view.title());
        assertThat(pair.b().heatmap().rowLabels()).isEqualTo(view.rowLabels())
                .contains(desk.strongest() + " a knot");
        for (int row = 0; row < view.cells().rows(); row++) {
            for (int position = 0; position < view.cells().columns(); position++) {
                assertThat(pair.b().heatmap().cells().at(row, position)).isEqualTo(view.cells().at(row, position));
            }
        }
    }

    @Test
    void theSaeThatIsLookedAtIsSharedWithTheSiteWhereItWasPut() {
        assertThat(desk.workspace.saeProperty().get()).isEmpty();
        desk.features.saes().open(desk.sae);
        assertThat(desk.workspace.saeProperty().get()).contains(SaePlace.of(desk.sae));
        desk.features.saes().moveTo("blocks.0.hook_resid_post");
        assertThat(desk.workspace.saeProperty().get())
                .contains(SaePlace.at(desk.sae, "blocks.0.hook_resid_post"));
        desk.workspace.modelProperty().set(Optional.empty());
        assertThat(desk.workspace.saeProperty().get()).isEmpty();
    }

    @Test
    void aSelectedTokenFillsItsColumnsAndASelectedFeatureIsShared() {
        desk.features.saes().open(desk.sae);
        Active some = asked().active().get(7);
        desk.features.prompt().select(some.feature(), some.position());

        assertThat(desk.features.prompt().featureProperty().get()).hasValue(some.feature());
        assertThat(desk.workspace.selection().token()).hasValue(some.position());
        assertThat(desk.workspace.selection().layer()).hasValue(1);
        assertThat(desk.workspace.selection().feature().orElseThrow().number()).isEqualTo(some.feature());
        assertThat(desk.listing().values().value(FeatureColumn.HERE, some.feature())).isEqualTo(some.activation());
        assertThat(desk.listing().values().value(FeatureColumn.SHARE, some.feature())).isEqualTo(some.share());
        desk.workspace.select(desk.workspace.selection().withLayer(0));
        assertThat(desk.workspace.selection().feature()).isEmpty();
        desk.features.prompt().select(SmallSae.FEATURES);
        assertThat(desk.workspace.selection().feature()).isEmpty();
    }

    @Test
    void theTableSearchesAndListsEveryFeature() {
        desk.features.saes().open(desk.sae);
        desk.features.table().queryProperty().set(FeatureQuery.FIRST.in(Scope.ALL).by(FeatureColumn.FEATURE, true));
        assertThat(desk.listing().order()).containsExactly(IntStream.range(0, SmallSae.FEATURES).toArray());
        desk.features.table().queryProperty().set(desk.features.table().queryProperty().get().searching("4"));
        assertThat(desk.listing().order()).containsExactly(4, 40, 41, 42, 43, 44, 45, 46, 47);
    }

    @Test
    void theRowsForTheBoardDoWhatTheirNamesSayAndAreOneStepEach() {
        desk.features.saes().open(desk.sae);
        int number = desk.strongest();
        PromptFeatures all = desk.features.prompt().features().orElseThrow();
        for (FeatureUse use : FeatureUse.values()) {
            desk.features.use(use);
        }

        assertThat(desk.rows()).hasSize(4);
        List<FeatureEdit> edits = desk.rows().stream().map(row -> (FeatureEdit) row.parts().getFirst().edit()).toList();
        assertThat(edits).allSatisfy(edit -> {
            assertThat(edit.feature()).isEqualTo(number);
            assertThat(edit.site()).isEqualTo(SmallSae.SITE);
            assertThat(edit.sae()).isEqualTo(desk.sae);
        });
        assertThat(edits).extracting(FeatureEdit::operation).containsExactly(Operation.ADD_FEATURE,
                Operation.CLAMP_FEATURE, Operation.CLAMP_FEATURE, Operation.SCALE_FEATURE);
        assertThat(edits.get(0).isNeutral()).isTrue();
        assertThat(edits.get(1).amount()).isCloseTo(all.largest(number), within(1e-3 * all.largest(number)));
        assertThat(edits.get(2).amount()).isZero();
        assertThat(edits.get(3).amount()).isEqualTo(2);
        assertThat(edits.get(3).positions()).isEqualTo(Positions.ALL);
        assertThat(desk.rows().get(2).name()).isEqualTo("no feature " + number);
        desk.workspace.steeringHistory().undo();
        assertThat(desk.rows()).hasSize(3);
    }

    @Test
    void aHiddenViewAsksForNothingAndAnotherModelStartsAnew() {
        desk.features.setShowing(false);
        desk.features.saes().open(desk.sae);
        assertThat(desk.features.prompt().featuresProperty().get()).isEmpty();
        desk.features.setShowing(true);
        assertThat(desk.features.prompt().featuresProperty().get()).isPresent();
        desk.workspace.modelProperty().set(Optional.empty());
        assertThat(desk.features.saes().chosenProperty().get()).isEmpty();
        assertThat(desk.features.prompt().featureProperty().get()).isEqualTo(OptionalInt.empty());
    }
}
