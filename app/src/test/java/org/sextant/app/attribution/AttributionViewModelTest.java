package org.sextant.app.attribution;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sextant.app.cli.Cli;
import org.sextant.app.state.AttributionQuestion;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.attribution.Alignment;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.PatchCellsRequest;
import org.sextant.runtime.session.PatchCellsResult;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The attribution view without a window, on a small model whose tokens are letters.
class AttributionViewModelTest {
    private static final String CLEAN = "tom met ann";
    private static final String CORRUPT = "ann met ann";

    @TempDir
    private static Path models;
    private static Session session;
    private static AnsweredModel model;
    private static Path path;

    @TempDir
    private Path folder;
    private final List<Throwable> bugs = new ArrayList<>();
    private final Workspace workspace = new Workspace();
    private final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    private final AttributionViewModel view = made();

    @BeforeAll
    static void open() {
        path = CheckpointFolder.copyOf("v5/llama", models.resolve("letters")).withTokenizer().path();
        session = Session.local();
        model = new AnsweredModel(session.open(new OpenRequest(new ModelLocation.Folder(path))).await());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private AttributionViewModel made() {
        return new AttributionViewModel(new ViewContext(workspace,
                QueuedTaskExecutor.sameThread(new ErrorFunnel(bugs::add)), new ErrorFunnel(bugs::add), (_, _) -> {},
                new Steering(plan, plan)));
    }

    @BeforeEach
    void begin() {
        model.asked.clear();
        model.held.clear();
        model.holding = false;
        model.holdingLanes = false;
        workspace.modelProperty().set(Optional.of(model));
        workspace.runProperty()
                .set(Optional.of(model.submit(new RunRequest(new Prompt.Text(CLEAN), List.of(), 1, false)).await()));
        view.setShowing(true);
    }

    @AfterEach
    void noBugs() {
        assertThat(bugs).isEmpty();
    }

    private void attribute() {
        view.inputs().take(new TypedPair(CLEAN, CORRUPT, "t", "a", Reading.TEXT), true);
        view.attribute();
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Result.class);
    }

    private Attributed shown() {
        return view.shownProperty().get().orElseThrow();
    }

    private List<AttributeRequest> attributions() {
        return model.asked.stream().filter(AttributeRequest.class::isInstance).map(AttributeRequest.class::cast)
                .toList();
    }

    @Test
    void otherViewsKnowTheQuestion() {
        assertThat(workspace.attributionProperty().get()).isEqualTo(AttributionQuestion.USUAL);
        attribute();
        AttributeRequest asked = view.shownProperty().get().orElseThrow().request();
        assertThat(workspace.attributionProperty().get())
                .isEqualTo(new AttributionQuestion(asked.pairs(), asked.settings()));
        view.inputs().methodProperty().set(AttributionMethod.ATP);
        assertThat(workspace.attributionProperty().get().settings().method()).isEqualTo(AttributionMethod.ATP);
    }

    @Test
    void aPairThatNobodyTypedGoesWithThePrompt() {
        view.inputs().take(new TypedPair(CLEAN, CORRUPT, "t", "a", Reading.TEXT), false);
        view.attribute();
        assertThat(workspace.attributionProperty().get().pairs()).hasSize(1);
        view.setShowing(false);
        workspace.runProperty().set(Optional
                .of(model.submit(new RunRequest(new Prompt.Text("ann saw tom"), List.of(), 1, false)).await()));
        assertThat(workspace.attributionProperty().get()).isEqualTo(AttributionQuestion.USUAL);
    }

    @Test
    void thePromptThatRanIsTheCleanOneAndWhatIsMissingIsSaid() {
        assertThat(view.inputs().pair()).isEqualTo(new TypedPair(CLEAN, "", "", "", Reading.TEXT));
        assertThat(view.stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                empty -> assertThat(empty.what()).contains("no corrupt prompt"));
        assertThat(attributions()).isEmpty();
    }

    @Test
    void answersThatAreLeftEmptyAreTheModelsOwnAndGoWithThePrompts() {
        view.inputs().corruptProperty().set(CORRUPT);
        view.attribute();

        assertThat(view.inputs().answersProperty().get()).isNotEmpty();
        assertThat(view.inputs().wrongProperty().get()).isNotEmpty()
                .isNotEqualTo(view.inputs().answersProperty().get());
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Result.class);
        view.inputs().cleanProperty().set("tim met ann");
        assertThat(view.inputs().answersProperty().get()).isEmpty();
        assertThat(view.inputs().wrongProperty().get()).isEmpty();
    }

    @Test
    void everyChoiceAsksAnewAndWhatWasAnsweredIsRemembered() {
        attribute();
        view.inputs().toggle(Rule.HALF);
        view.inputs().directionProperty().set(PatchDirection.NOISING);
        view.inputs().nodesProperty().set(ShownNodes.HEADS);

        AttributeRequest last = attributions().getLast();
        assertThat(attributions()).hasSize(4);
        assertThat(last.settings().rules()).contains(Set.of(Rule.LN, Rule.IDENTITY));
        assertThat(last.settings().direction()).isEqualTo(PatchDirection.NOISING);
        assertThat(last.settings().nodes()).containsExactly(NodeKind.HEAD);
        assertThat(shown().isGrid()).isTrue();

        view.inputs().nodesProperty().set(ShownNodes.RESID_PRE);
        assertThat(attributions()).hasSize(4);
        assertThat(shown().request().settings().nodes()).containsExactly(NodeKind.RESID_PRE);
    }

    @Test
    void aCancelInTheMiddleLeavesWhatWasThere() {
        model.holdingLanes = true;
        view.inputs().take(new TypedPair(CLEAN, CORRUPT, "t", "a", Reading.TEXT), true);
        view.attribute();
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Computing.class);
        view.askingProperty().get().orElseThrow().cancel();
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Cancelled.class);

        model.holdingLanes = false;
        attribute();
        Attributed before = shown();
        model.holdingLanes = true;
        view.inputs().methodProperty().set(AttributionMethod.PATCHING);
        assertThat(shown()).isSameAs(before);
        view.askingProperty().get().orElseThrow().cancel();
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Result.class);
        assertThat(shown()).isSameAs(before);
    }

    @Test
    void anAnswerThatEqualsTheWrongOneIsNotAsked() {
        view.inputs().take(new TypedPair(CLEAN, CORRUPT, "t", "t", Reading.TEXT), true);
        view.attribute();
        assertThat(view.stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                empty -> assertThat(empty.what()).contains("the wrong answer are the same"));
        assertThat(attributions()).isEmpty();
    }

    @Test
    void aHiddenViewAsksOnceItIsSeenAgain() {
        attribute();
        view.setShowing(false);
        view.inputs().methodProperty().set(AttributionMethod.ATP);
        assertThat(attributions()).hasSize(1);
        view.setShowing(true);
        assertThat(shown().request().settings().method()).isEqualTo(AttributionMethod.ATP);
    }

    @Test
    void promptsOfTwoLengthsAreRefusedUntilAnAlignmentIsChosen() {
        view.inputs().take(new TypedPair("anna met ann", CLEAN, "t", "a", Reading.TEXT), true);
        view.attribute();
        assertThat(view.preview().tokensProperty().get().align()).isFalse();
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Cannot.class);

        view.inputs().alignmentProperty().set(Alignment.SPANS);
        assertThat(view.stateProperty().get()).isInstanceOf(PaneState.Result.class);
        assertThat(MetricNote.notes(shown())).contains("no partner");
    }

    @Test
    void anAnswerOfSeveralTokensIsSaid() {
        view.inputs().take(new TypedPair(CLEAN, CORRUPT, "tom", "a", Reading.TEXT), true);
        view.attribute();
        assertThat(MetricNote.notes(shown())).contains("is 3 tokens");
    }

    @Test
    void aRuleWithoutEffectIsSaid() {
        attribute();
        view.inputs().toggle(Rule.ROUTER_HALF);
        assertThat(MetricNote.notes(shown())).contains("The rule router-half has no effect in this model.");
    }

    @Test
    void theSlidersCountOnceTheyAreFollowed() throws IOException {
        attribute();
        float[] vector = new float[model.card().dModel()];
        vector[1] = 3;
        Path file = Files.writeString(folder.resolve("plan.json"), """
                {"edits": [{"site": "blocks.0.hook_resid_post", "operation": "add", "vector": %s, "coefficient": 3}]}
                """.formatted(Arrays.toString(vector)));
        plan.set(PlanFile.read(file));
        assertThat(attributions()).hasSize(1);
        view.inputs().followProperty().set(true);
        assertThat(attributions().getLast().steering()).isEqualTo(plan.get());
        plan.set(SteeringPlan.NONE);
        assertThat(shown().request().steering()).isEqualTo(SteeringPlan.NONE);
    }

    @ParameterizedTest
    @EnumSource(value = ShownNodes.class, names = "FEATURES", mode = EnumSource.Mode.EXCLUDE)
    void theDataAreThoseOfTheCommand(ShownNodes nodes) throws IOException {
        view.inputs().nodesProperty().set(nodes);
        attribute();
        var text = new StringBuilder();
        new AttributionPicture(shown().result(), 1).table().writeCsv(text);

        Path file = folder.resolve("command.csv");
        var out = new PrintStream(Files.newOutputStream(folder.resolve("out")), true, StandardCharsets.UTF_8);
        int code = Cli.execute(new String[]{"attribute", path.toString(), "--clean", CLEAN, "--corrupt", CORRUPT,
            "--answer", "t", "--wrong", "a", "--nodes", shown().request().settings().nodes().iterator().next().id(),
            "--out", file.toString()}, out, out);
        assertThat(code).isZero();
        assertThat(Files.readString(file)).isEqualTo(text.toString());
        assertThat(Files.readString(folder.resolve("command.csv.provenance.json")))
                .contains(shown().result().provenance().settings().toArray(String[]::new));
    }

    @Test
    void aClickedCellIsWhatEveryViewSelects() {
        attribute();
        PatchCell cell = PatchCell.of(NodeKind.RESID_PRE, 1, 3);
        view.selection().select(cell, false);
        assertThat(workspace.selection().layer()).hasValue(1);
        assertThat(workspace.selection().token()).hasValue(3);
        assertThat(workspace.selection().site()).isEqualTo("blocks.1.hook_resid_pre");

        workspace.select(workspace.selection().withToken(5));
        assertThat(view.selection().selectedProperty().get()).contains(PatchCell.of(NodeKind.RESID_PRE, 1, 5));
        ScoreMap map = view.map().orElseThrow();
        assertThat(map.readout(map.cell(cell).orElseThrow())).contains("layer 1", "position 3", "logits");
    }

    @Test
    void theCheckFillsWhileNodesArePatchedAndCanBeStopped() {
        attribute();
        model.holding = true;
        CheckViewModel check = view.check();
        check.countProperty().set(6);
        check.check();
        AnsweredModel.Held<PatchCellsResult, PatchCellsRequest> job = model.held.getFirst();
        assertThat(job.request.cells()).hasSize(6)
                .isEqualTo(shown().strongest(6).stream().map(ScoredNode::cell).toList());
        assertThat(check.stateProperty().get()).isInstanceOf(PaneState.Computing.class);

        List<ScoredNode> truth = job.request.cells().stream()
                .map(cell -> new ScoredNode(cell, 2 * shown().score(cell).orElseThrow())).toList();
        job.tell(new Update.Patched(truth.subList(0, 2), 2, 6));
        assertThat(check.checkProperty().get().orElseThrow().cells()).hasSize(2);
        assertThat(check.checkProperty().get().orElseThrow().verdict()).contains("2 cells checked");
        job.tell(new Update.Patched(truth.subList(2, 4), 4, 6));
        Check four = check.checkProperty().get().orElseThrow();
        assertThat(four.agreement().pearson()).isCloseTo(1, within(1e-6));
        assertThat(four.verdict()).startsWith("RelP: Pearson 1.000").contains("on 4 cells");
        assertThat(four.figure().series()).extracting(series -> series.points().size()).contains(4);

        check.cancel();
        assertThat(job.isDone()).isTrue();
        assertThat(check.patchingProperty().get()).isEmpty();
        assertThat(check.patched()).hasSize(4);
        view.inputs().toggle(Rule.HALF);
        assertThat(check.checkProperty().get().orElseThrow().cells()).hasSize(4);
        view.inputs().directionProperty().set(PatchDirection.NOISING);
        assertThat(check.patched()).isEmpty();
    }

    @Test
    void checkedNodesHaveTheScoresThatPatchingAllGives() {
        attribute();
        view.check().check();
        List<CheckedCell> checked = view.check().checkProperty().get().orElseThrow().cells();
        view.inputs().methodProperty().set(AttributionMethod.PATCHING);
        checked.forEach(cell -> assertThat(cell.truth()).isCloseTo(shown().score(cell.cell()).orElseThrow(),
                within(1e-4)));
        assertThat(checked).allMatch(cell -> cell.atp().isPresent());
        assertThat(view.check().stateProperty().get()).isInstanceOf(PaneState.Empty.class);
        assertThat(Stream.of("RelP", "Patching", "patched")).allMatch(method -> view
                .scores(checked.getFirst().cell()).stream().anyMatch(score -> score.method().equals(method)));
    }

    /// Prompts of two lengths: positions count from the end, and a token that the pairs do not share is not named.
    @Test
    void ofSeveralPairsTheMeanMapIsCheckedAgainstTheMeanTruth() throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.jsonl"), """
                {"clean": "tom met ann", "corrupt": "ann met ann", "answer": "t", "wrong": "a"}
                {"clean": "so tom met ann", "corrupt": "so ann met ann", "answer": "t", "wrong": "a"}
                {"clean": "ann met tom", "corrupt": "bob met tom", "answer": "a", "wrong": "t"}
                """);
        view.store().load(file, view::attribute);
        view.check().check();
        Check check = view.check().checkProperty().get().orElseThrow();
        List<CheckedCell> checked = check.cells();
        assertThat(checked).extracting(CheckedCell::cell)
                .isEqualTo(shown().strongest(CheckViewModel.USUAL).stream().map(ScoredNode::cell).toList());
        assertThat(checked).allMatch(cell -> cell.atp().isPresent());
        assertThat(check.verdict()).contains("on 24 cells over 3 pairs.");
        assertThat(check.figure().title()).endsWith("over 3 pairs");
        view.inputs().methodProperty().set(AttributionMethod.PATCHING);
        checked.forEach(cell -> assertThat(cell.truth()).isCloseTo(shown().score(cell.cell()).orElseThrow(),
                within(1e-4)));
        assertThat(shown().words(PatchCell.of(NodeKind.RESID_PRE, 0, 0))).isEqualTo("layer 0 · position 0 “s”");
        assertThat(shown().words(PatchCell.of(NodeKind.RESID_PRE, 0, 4))).isEqualTo("layer 0 · position 4");
    }

    @Test
    void aSecondMethodIsAskedOnlyWhileItIsLookedAt() {
        attribute();
        assertThat(view.compared().secondProperty().get()).isEmpty();
        view.compared().setActive(true);
        assertThat(view.compared().secondProperty().get().orElseThrow().request().settings().method())
                .isEqualTo(AttributionMethod.ATP);
        view.compared().otherProperty().set(ComparedViewModel.Other.UNHALVED);
        assertThat(attributions().getLast().settings().rules()).contains(Set.of(Rule.LN, Rule.IDENTITY));
    }

    @Test
    void aFileOfPairsGivesMeansAndNamesThePairThatDiffersMost() throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.jsonl"), """
                {"clean": "tom met ann", "corrupt": "ann met ann", "answer": "t", "wrong": "a"}
                {"clean": "tom met ann", "corrupt": "ann met ann", "answer": "t", "wrong": "a"}
                {"clean": "tom met ann", "corrupt": "ann met ann", "answer": "a", "wrong": "t"}
                """);
        view.store().load(file, view::attribute);
        PairSpread spread = new PairSpread(view.map().orElseThrow());
        assertThat(spread.outliers()).hasSize(3);
        assertThat(spread.outliers().getFirst().index()).isEqualTo(2);
        assertThat(spread.outliers().getFirst().pearson()).isCloseTo(-1, within(1e-5));
        assertThat(spread.heatmap(PairSpread.Figure.CONSISTENCY).cells().at(0, 0)).isBetween(0f, 1f);
        assertThat(spread.heatmap(PairSpread.Figure.ERROR).cells().at(0, 0)).isPositive();
    }

    @Test
    void tokensAreScoredOfThePromptThatIsClean() {
        view.inputs().take(new TypedPair(CLEAN, "", "t", "", Reading.TEXT), true);
        view.inputs().methodProperty().set(AttributionMethod.ATTN_LRP);
        view.attribute();
        assertThat(shown().ofTokens()).isTrue();
        assertThat(view.map().orElseThrow().heatmap().cells().rows()).isOne();
    }
}
