package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.chart.Numbers;
import org.sextant.app.compare.PromptPicture.LayerMeasure;
import org.sextant.app.state.AttributionQuestion;
import org.sextant.app.state.Compared;
import org.sextant.app.state.LossTexts;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.CompareLayersRequest;
import org.sextant.runtime.session.CompareTexts;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RequestException;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/// The compare view without a window, on small models of two architectures whose tokens are letters.
class CompareViewModelTest {
    @TempDir
    private static Path models;
    private static Session session;
    private static AnsweredModel llama;
    private static AnsweredModel gpt;

    private final List<Throwable> bugs = new ArrayList<>();
    private final Workspace workspace = new Workspace();
    private final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    private final AnsweredPair pairs = new AnsweredPair(session);
    private final CompareViewModel view = new CompareViewModel(new ViewContext(workspace,
            QueuedTaskExecutor.sameThread(new ErrorFunnel(bugs::add)), new ErrorFunnel(bugs::add), (_, _) -> {},
            new Steering(plan, plan), ViewContext.Demos.NONE, pairs));

    @BeforeAll
    static void open() {
        session = Session.local();
        llama = open("v5/llama", "letters");
        gpt = open("v4/gpt2", "others");
    }

    private static AnsweredModel open(String fixture, String name) {
        Path path = CheckpointFolder.copyOf(fixture, models.resolve(name)).withTokenizer().path();
        return new AnsweredModel(session.open(new OpenRequest(new ModelLocation.Folder(path))).await());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void begin() {
        llama.asked.clear();
        gpt.asked.clear();
        workspace.modelProperty().set(Optional.of(llama));
        workspace.runProperty()
                .set(Optional.of(llama.submit(new RunRequest(new Prompt.Text("tom met ann"), List.of(), 1, false))
                        .await()));
        view.setShowing(true);
    }

    @AfterEach
    void noBugs() {
        assertThat(bugs).isEmpty();
    }

    private void compare() {
        workspace.comparedProperty().set(Optional.of(new Compared.Other(gpt)));
    }

    private PromptPicture picture() {
        return view.prompt().pictureProperty().get().orElseThrow();
    }

    @Test
    void withoutASecondModelOneIsOffered() {
        assertThat(view.stateProperty().get()).isEqualTo(CompareViewModel.NOTHING_COMPARED);
        assertThat(view.hasOffer()).isTrue();
        assertThat(view.offer()).isEqualTo("Compare letters with demo:other");
        view.takeOffer();
        assertThat(pairs.opened).containsExactly("demo:other");
        assertThat(pairs.asked).isEmpty();
    }

    @Test
    void bothReadThePromptAndAreAskedOnceForTokensAndLayers() {
        compare();
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Result.class);
        assertThat(picture().aligned()).hasSize(11);
        assertThat(picture().result().positions()).hasSize(11);
        assertThat(picture().a()).isEqualTo("letters");
        assertThat(picture().b()).isEqualTo("others");
        view.kindProperty().set(PairKind.LAYERS);
        view.kindProperty().set(PairKind.PROMPT);
        assertThat(pairs.asked).hasSize(1);
    }

    @Test
    void aHiddenViewAsksForNothing() {
        view.setShowing(false);
        compare();
        assertThat(pairs.asked).isEmpty();
        assertThat(view.prompt().pictureProperty().get()).isEmpty();
    }

    @Test
    void aPositionIsTheSharedSelection() {
        compare();
        view.prompt().selectPair(4);
        assertThat(workspace.selection().token()).hasValue(4);
        assertThat(view.prompt().selectedProperty().get().orElseThrow().a()).isEqualTo(4);
        view.prompt().selectCell(1, 6, false);
        assertThat(workspace.selection().token()).hasValue(6);
        assertThat(workspace.selection().site()).isEqualTo(picture().result().layers().get(1).siteA());
        assertThat(view.prompt().mark()).isEqualTo(new Mark(OptionalInt.of(1), OptionalInt.of(6)));
        workspace.selectBack();
        assertThat(view.prompt().selectedPair()).hasValue(4);
    }

    @Test
    void aModelThatNothingSteersHasNothingToBeComparedWith() {
        workspace.comparedProperty().set(Optional.of(new Compared.Steered()));
        assertThat(view.stateProperty().get()).isEqualTo(CompareViewModel.NOTHING_STEERED);
        assertThat(view.hasOffer()).isTrue();
        assertThat(view.offer()).isEqualTo("Compare letters with demo:other");
        pairs.offered.set(List.of());
        assertThat(view.hasOffer()).isFalse();
        float[] vector = new float[llama.card().dModel()];
        vector[0] = 3;
        plan.set(new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", vector, 1))));
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Result.class);
        assertThat(picture().a()).isEqualTo("unsteered");
        assertThat(picture().b()).isEqualTo("steered");
        assertThat(picture().result().cosine().at(0, 3)).isCloseTo(1, within(1e-5f));
        assertThat(picture().result().cosine().at(1, 3)).isLessThan(0.999f);
    }

    @Test
    void theMatrixCallsItsSidesAsTheOtherPicturesDo() {
        workspace.lossTextsProperty()
                .set(Optional.of(new LossTexts("some", List.of(new Prompt.Text("tom met ann at the inn")))));
        float[] vector = new float[llama.card().dModel()];
        vector[0] = 3;
        plan.set(new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", vector, 1))));
        workspace.comparedProperty().set(Optional.of(new Compared.Steered()));
        view.kindProperty().set(PairKind.MATRIX);
        Heatmap matrix = view.similarity().pictureProperty().get().orElseThrow().heatmap();
        assertThat(matrix.rowAxis()).endsWith(" of unsteered");
        assertThat(matrix.columnAxis()).endsWith(" of steered");
        compare();
        matrix = view.similarity().pictureProperty().get().orElseThrow().heatmap();
        assertThat(matrix.rowAxis()).endsWith(" of letters, steered");
        assertThat(matrix.columnAxis()).endsWith(" of others");
    }

    @Test
    void layersBeginWithTheDistanceAndKeepWhatIsChosen() {
        compare();
        view.kindProperty().set(PairKind.LAYERS);
        assertThat(view.prompt().layerMeasureProperty().get()).isEqualTo(LayerMeasure.DISTANCE);
        view.prompt().layerMeasureProperty().set(LayerMeasure.COSINE);
        view.kindProperty().set(PairKind.MATRIX);
        view.kindProperty().set(PairKind.LAYERS);
        assertThat(view.prompt().layerMeasureProperty().get()).isEqualTo(LayerMeasure.COSINE);
    }

    @Test
    void anotherStatisticThatIsKnownIsShownWithoutAsking() {
        workspace.lossTextsProperty()
                .set(Optional.of(new LossTexts("some", List.of(new Prompt.Text("tom met ann at the inn")))));
        compare();
        view.kindProperty().set(PairKind.MATRIX);
        assertThat(view.similarity().pictureProperty().get().orElseThrow().statistic()).isEqualTo(Similarity.CKA);
        int before = pairs.asked.size();
        view.similarity().statisticProperty().set(Similarity.CKA_DEBIASED);
        assertThat(view.similarity().pictureProperty().get().orElseThrow().statistic())
                .isEqualTo(Similarity.CKA_DEBIASED);
        assertThat(pairs.asked).hasSize(before);
        view.similarity().statisticProperty().set(Similarity.PROCRUSTES);
        assertThat(pairs.asked).hasSize(before + 1);
        assertThat(view.similarity().curve().orElseThrow().figure().series().getFirst().points())
                .hasSize(llama.card().layers() + 1);
    }

    @Test
    void thePromptInPlaceOfTextsGoesInAsEitherModelReadsIt() {
        workspace.lossTextsProperty().set(Optional.of(new LossTexts("the prompt",
                List.of(new Prompt.Ids(workspace.runProperty().get().orElseThrow().provenance().ids())))));
        compare();
        view.kindProperty().set(PairKind.MATRIX);
        assertThat(pairs.asked.getLast()).isInstanceOfSatisfying(CompareLayersRequest.class,
                request -> assertThat(request.texts())
                        .isEqualTo(new CompareTexts.Prompts(List.of(new Prompt.Text("tom met ann")))));
    }

    @Test
    void theSamePictureOfBothStandsSideBySide() {
        compare();
        view.kindProperty().set(PairKind.PICTURES);
        BesidePictures norms = view.beside().picturesProperty().get().orElseThrow();
        assertThat(norms.a().heatmap().title()).endsWith("· letters");
        assertThat(norms.b().heatmap().title()).endsWith("· others");
        assertThat(norms.table().columns()).endsWith("value_a", "value_b", "difference");
        Heatmap.Cells less = norms.difference().orElseThrow().heatmap().cells();
        assertThat(less.at(1, 3)).isEqualTo(
                norms.b().heatmap().cells().at(1, 3) - norms.a().heatmap().cells().at(1, 3));
        List<DataCell> row = norms.table().rows().get().skip(1L * less.columns() + 3).findFirst().orElseThrow();
        assertThat(row.subList(row.size() - 3, row.size())).containsExactly(
                DataCell.of(norms.a().heatmap().cells().at(1, 3)), DataCell.of(norms.b().heatmap().cells().at(1, 3)),
                DataCell.of(less.at(1, 3)));
        view.beside().subtractingProperty().set(false);
        assertThat(view.beside().picturesProperty().get().orElseThrow().difference()).isEmpty();
        assertThat(view.beside().picturesProperty().get().orElseThrow().table().columns()).startsWith("side", "site");
        view.beside().statistic().statisticProperty().set(Statistic.MEAN);
        assertThat(view.beside().picturesProperty().get()).isNotEqualTo(Optional.of(norms));
        for (BesideKind kind : List.of(BesideKind.LENS, BesideKind.ATTENTION)) {
            view.beside().kindProperty().set(kind);
            assertThat(view.beside().stateProperty().get()).isInstanceOf(PaneState.Result.class);
            assertThat(view.beside().picturesProperty().get().orElseThrow().a().heatmap().cells().columns())
                    .isEqualTo(11);
        }
    }

    @Test
    void whatOneModelLacksIsRefusedByName() {
        compare();
        view.kindProperty().set(PairKind.PICTURES);
        view.beside().kindProperty().set(BesideKind.ROUTING);
        assertThat(view.beside().stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                refusal -> assertThat(refusal.what()).isEqualTo("letters has no experts"));
        view.beside().kindProperty().set(BesideKind.STATISTIC);
        view.beside().statistic().siteProperty().set("blocks.*.mlp.hook_pre_linear");
        assertThat(view.beside().stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                refusal -> assertThat(refusal.what()).isEqualTo("others has no blocks.*.mlp.hook_pre_linear"));
        assertThat(view.beside().picturesProperty().get()).isEmpty();
    }

    @Test
    void theLayerAndHeadOfAttentionAreTheSharedSelection() {
        compare();
        view.kindProperty().set(PairKind.PICTURES);
        view.beside().kindProperty().set(BesideKind.ATTENTION);
        workspace.select(Selection.NONE.withLayer(0).withHead(1));
        assertThat(view.beside().attention().placeProperty().get().layer()).isZero();
        assertThat(view.beside().picturesProperty().get().orElseThrow().a().heatmap().title())
                .startsWith("attention of layer 0, head 1");
    }

    @Test
    void bothContinueThePromptOnceAndAgainWhenAsked() {
        compare();
        view.kindProperty().set(PairKind.GENERATION);
        assertThat(llama.asked).hasSize(2);
        assertThat(gpt.asked).hasSize(1);
        view.kindProperty().set(PairKind.PROMPT);
        view.kindProperty().set(PairKind.GENERATION);
        assertThat(gpt.asked).hasSize(1);
        view.texts().start();
        assertThat(gpt.asked).hasSize(2);
    }

    @Test
    void theComparisonEndsWithTheSecondModel() {
        compare();
        workspace.comparedProperty().set(Optional.empty());
        assertThat(view.stateProperty().get()).isEqualTo(CompareViewModel.NOTHING_COMPARED);
        assertThat(view.prompt().pictureProperty().get()).isEmpty();
    }

    @Test
    void expertsOfBothAreSubtractedOneByOne() {
        AnsweredModel experts = open("v4/mixtral", "experts");
        workspace.modelProperty().set(Optional.of(experts));
        workspace.runProperty().set(Optional.of(
                experts.submit(new RunRequest(new Prompt.Text("tom met ann"), List.of(), 1, false)).await()));
        plan.set(new SteeringPlan(List.of(), List.of(ExpertGain.off(0, 1))));
        workspace.comparedProperty().set(Optional.of(new Compared.Steered()));
        view.kindProperty().set(PairKind.PICTURES);
        view.beside().kindProperty().set(BesideKind.EXPERTS);

        BesidePictures both = view.beside().picturesProperty().get().orElseThrow();
        Heatmap difference = both.difference().orElseThrow().heatmap();
        assertThat(difference.signed()).isTrue();
        assertThat(difference.cells().at(0, 1)).isNegative();
        for (int row = 0; row < difference.cells().rows(); row++) {
            for (int expert = 0; expert < difference.cells().columns(); expert++) {
                assertThat(difference.cells().at(row, expert)).isCloseTo(both.b().heatmap().cells().at(row, expert)
                        - both.a().heatmap().cells().at(row, expert), within(1e-6f));
            }
        }
        assertThat(both.table().columns()).containsExactly("layer", "expert", "load_a", "load_b", "difference");
        view.beside().select(true, 0, 1, false);
        assertThat(workspace.selection().expert()).hasValue(1);
        assertThat(both.a().marking().apply(workspace.selection()).cell()).hasValue(new Cell(0, 1));
    }

    private void attribute(ContrastPair pair, AttributionSettings settings) {
        workspace.attributionProperty().set(new AttributionQuestion(List.of(pair), settings));
        compare();
        view.kindProperty().set(PairKind.PICTURES);
        view.beside().kindProperty().set(BesideKind.ATTRIBUTION);
    }

    @Test
    void attributionIsWhatEitherModelAnswersToTheQuestionOfThatView() {
        ContrastPair pair = ContrastPair.ofTexts("tom met ann", "ann met ann", "t", "a");
        AttributionSettings settings = AttributionQuestion.USUAL.settings();
        attribute(pair, settings);

        BesidePictures both = view.beside().picturesProperty().get().orElseThrow();
        AttributeResult a = llama.submit(new AttributeRequest(List.of(pair), settings)).await();
        AttributeResult b = gpt.submit(new AttributeRequest(List.of(pair), settings)).await();
        assertThat(both.a().heatmap().title()).isEqualTo("RelP of resid_pre · letters");
        assertThat(both.alike()).isTrue();
        for (int layer = 0; layer < 2; layer++) {
            for (int token = 0; token < 11; token++) {
                double first = a.nodes().getFirst().value(layer, 0, token);
                double second = b.nodes().getFirst().value(layer, 0, token);
                assertThat(both.a().heatmap().cells().at(layer, token)).isEqualTo((float) first);
                assertThat(both.b().heatmap().cells().at(layer, token)).isEqualTo((float) second);
                assertThat(both.difference().orElseThrow().heatmap().cells().at(layer, token))
                        .isCloseTo((float) (second - first), within(1e-6f));
            }
        }
        assertThat(both.table().columns()).endsWith("score_a", "score_b", "difference");
        assertThat(view.notes()).first().asString()
                .isEqualTo("RelP of resid_pre: “tom met ann”, answer “t” less “a”");
        view.beside().select(true, 1, 4, false);
        assertThat(workspace.selection().site()).isEqualTo("blocks.1.hook_resid_pre");
        assertThat(workspace.selection().token()).hasValue(4);
        assertThat(both.b().marking().apply(workspace.selection()).cell()).hasValue(new Cell(1, 4));
    }

    @Test
    void aTokenOfAnotherPromptIsNoTokenOfThisOne() {
        attribute(ContrastPair.ofTexts("tim met ann", "ann met ann", "t", "a"),
                AttributionQuestion.USUAL.settings());
        workspace.select(Selection.NONE.withToken(4));
        BesidePictures both = view.beside().picturesProperty().get().orElseThrow();
        assertThat(both.a().marking().apply(workspace.selection().withLayer(1)))
                .isEqualTo(new Mark(OptionalInt.of(1), OptionalInt.empty()));
        view.beside().select(true, 1, 7, false);
        assertThat(workspace.selection().layer()).hasValue(1);
        assertThat(workspace.selection().token()).hasValue(4);
    }

    @Test
    void headsStandSideBySideByLayerAndHead() {
        attribute(ContrastPair.ofTexts("tom met ann", "ann met ann", "t", "a"),
                AttributionSettings.DEFAULT.withNodes(Set.of(NodeKind.HEAD)));
        BesidePictures both = view.beside().picturesProperty().get().orElseThrow();
        assertThat(both.a().heatmap().cells().columns()).isEqualTo(llama.card().heads());
        assertThat(both.table().columns()).containsExactly("layer", "head", "score_a", "score_b", "difference");
        List<List<String>> rows = both.table().texts().toList();
        assertThat(rows).hasSize(2 * llama.card().heads());
        assertThat(rows.get(1).subList(0, 3)).containsExactly("0", "1",
                Float.toString(both.a().heatmap().cells().at(0, 1)));
        view.beside().select(true, 1, 1, false);
        assertThat(workspace.selection().head()).hasValue(1);
        assertThat(both.a().marking().apply(workspace.selection()).cell()).hasValue(new Cell(1, 1));
    }

    @Test
    void attributionOfAModelBesideItselfIsThatUnderEitherPlan() {
        float[] vector = new float[llama.card().dModel()];
        vector[1] = 2;
        plan.set(new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", vector, 1))));
        attribute(ContrastPair.ofTexts("tom met ann", "ann met ann", "t", "a"),
                AttributionQuestion.USUAL.settings());
        workspace.comparedProperty().set(Optional.of(new Compared.Steered()));
        assertThat(llama.asked.stream().filter(AttributeRequest.class::isInstance).skip(1)
                .map(request -> ((AttributeRequest) request).steering()))
                .containsExactly(SteeringPlan.NONE, plan.get());
    }

    @Test
    void nodesWithoutAMapAndPromptsWithoutAPairAreRefused() {
        attribute(ContrastPair.ofTexts("tom met ann", "ann met ann", "t", "a"),
                AttributionSettings.DEFAULT.withNodes(Set.of(NodeKind.NEURON)));
        assertThat(view.beside().stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                refusal -> assertThat(refusal.what()).isEqualTo("Attribution lists neurons"));
        workspace.attributionProperty().set(AttributionQuestion.USUAL);
        assertThat(view.beside().stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                refusal -> assertThat(refusal.remedy()).contains("Ask in Attribution (Ctrl+3)"));
    }

    @Test
    void aPairOfIdsIsRefusedWhereTheyMeanOtherTokens() {
        Path path = CheckpointFolder.copyOf("v5/llama", models.resolve("bare")).path();
        OpenModel bare = new AnsweredModel(session.open(new OpenRequest(new ModelLocation.Folder(path))).await());
        SharedIds ids = new SharedIds(llama, bare);
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> ids.require(new Prompt.Ids(List.of(40, 41))))
                .withMessageContaining("token ids mean other tokens");
        new SharedIds(llama, gpt).require(new Prompt.Ids(List.of(40, 41)));
        ids.require(List.of(ContrastPair.ofTexts("tom", "ann", "t", "a")));
    }

    @Test
    void headsOfOtherLayersAreNotSubtracted() {
        AnsweredModel deeper = open("v4/gpt_neo", "more-layers");
        workspace.comparedProperty().set(Optional.of(new Compared.Other(deeper)));
        view.kindProperty().set(PairKind.PICTURES);
        view.beside().statistic().siteProperty().set("blocks.*.attn.hook_z");
        BesidePictures both = view.beside().picturesProperty().get().orElseThrow();
        assertThat(both.difference()).isEmpty();
        assertThat(both.counterpart(true, new Cell(llama.card().heads(), 2)))
                .contains(new Cell(deeper.card().heads(), 2));
    }

    @Test
    void cellsOfModelsOfOtherDepthsAreFoundInEachOther() {
        AnsweredModel deeper = open("v4/gemma3_text", "deeper");
        assertThat(deeper.card().layers()).isEqualTo(6);
        workspace.comparedProperty().set(Optional.of(new Compared.Other(deeper)));
        view.kindProperty().set(PairKind.PICTURES);
        BesidePictures both = view.beside().picturesProperty().get().orElseThrow();
        assertThat(both.alike()).isFalse();
        assertThat(both.difference()).isEmpty();
        assertThat(both.counterpart(true, new Cell(1, 4))).contains(new Cell(5, 4));
        assertThat(both.counterpart(false, new Cell(4, 4))).contains(new Cell(1, 4));

        view.beside().select(false, 4, 4, false);
        assertThat(workspace.selection().site()).isEqualTo("blocks.1.hook_resid_post");
        assertThat(both.markOfSecond(workspace.selection()).cell()).contains(new Cell(5, 4));
        assertThat(both.words(workspace.selection())).hasValueSatisfying(words -> assertThat(words)
                .contains("A " + Numbers.words(both.a().heatmap().cells().at(1, 4)),
                        "B " + Numbers.words(both.b().heatmap().cells().at(5, 4))));
    }
}
