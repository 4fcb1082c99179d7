package org.sextant.app.routing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.activations.Aspect;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.routing.RoutingViewModel.Kind;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.testing.DoneModel;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.routing.Resonance.Order;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RoutingRequest;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// The experts view without a window, on a small real mixture whose first block is dense and whose tokens are letters.
class RoutingViewModelTest {
    @TempDir
    private static Path models;
    private static Session session;
    private static OpenModel mixture;
    private static OpenModel dense;

    private final List<Throwable> bugs = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final Workspace workspace = new Workspace();
    private final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    private final RoutingViewModel view = new RoutingViewModel(new ViewContext(workspace,
            QueuedTaskExecutor.sameThread(errors), errors, (_, _) -> {},
            new Steering(plan, plan)));

    @BeforeAll
    static void open() {
        session = Session.local();
        mixture = opened("v5/deepseek_v3", "mixture");
        dense = opened("v5/llama", "dense");
    }

    private static OpenModel opened(String fixture, String name) {
        Path path = CheckpointFolder.copyOf(fixture, models.resolve(name)).withTokenizer().path();
        return new DoneModel(session.open(new OpenRequest(new ModelLocation.Folder(path))).await());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void begin() {
        show(mixture, "tom met ann");
    }

    private void show(OpenModel model, String prompt) {
        workspace.runProperty().set(Optional.empty());
        workspace.modelProperty().set(Optional.of(model));
        workspace.runProperty()
                .set(Optional.of(model.submit(new RunRequest(new Prompt.Text(prompt), List.of(), 1, false)).await()));
        view.setShowing(true);
    }

    @AfterEach
    void noBugs() {
        assertThat(bugs).isEmpty();
    }

    private RoutingPicture picture() {
        return view.trace().traced().orElseThrow().picture();
    }

    @Test
    void theRoutingOfThePromptIsAskedForAndDrawn() {
        assertThat(view.trace().stateProperty().get()).isInstanceOf(PaneState.Result.class);
        assertThat(view.trace().mapProperty().get().orElseThrow().rowLabels()).containsExactly("1", "2");
        assertThat(picture().result().tokens()).hasSameSizeAs(workspace.runProperty().get().orElseThrow().tokens());

        view.trace().measureProperty().set(RoutingMeasure.LOAD);

        assertThat(view.trace().mapProperty().get().orElseThrow().columnLabels()).hasSize(8);
    }

    @Test
    void aModelWithoutExpertsSaysSo() {
        show(dense, "tom met ann");

        assertThat(view.trace().stateProperty().get()).isEqualTo(RoutingViewModel.NO_EXPERTS);
        assertThat(view.jump("L1 E1")).hasValue("This model has no experts");
    }

    @Test
    void whatIsTypedJumpsToAnExpertThatExists() {
        assertThat(view.jump("L1 E7")).isEmpty();
        assertThat(workspace.selection().layer()).hasValue(1);
        assertThat(workspace.selection().expert()).hasValue(7);

        assertThat(view.jump("L0 E1")).hasValue("There are experts 0 to 7 in layers 1 to 2");
        assertThat(view.jump("1.8")).isPresent();
        assertThat(view.jump("what")).hasValueSatisfying(why -> assertThat(why).contains("L3 E7"));
        assertThat(workspace.selection().expert()).hasValue(7);
    }

    @Test
    void switchingTheSelectedExpertOffShowsWhoTakesOver() {
        int busy = picture().topExpert(0, 3);
        workspace.select(workspace.selection().withToken(3).withExpert(1, busy));
        view.expert().change(ExpertChange.OFF);
        plan.set(workspace.steeringProperty().get().plan());

        assertThat(plan.get().experts()).containsExactly(ExpertGain.off(1, busy));
        assertThat(view.expert().gainProperty().get()).isZero();
        assertThat(picture().rank(0, 3, busy)).isEmpty();
        view.aspect().aspectProperty().set(Aspect.DIFFERENCE);
        assertThat(view.trace().mapProperty().get().orElseThrow().cellTexts().get(3)).endsWith(" ← " + busy);

        workspace.steeringHistory().undo();
        plan.set(workspace.steeringProperty().get().plan());
        assertThat(picture().topExpert(0, 3)).isEqualTo(busy);
    }

    @Test
    void theInspectorTellsWhatAnExpertSaw() {
        int expert = picture().topExpert(1, 2);
        workspace.select(workspace.selection().withToken(2).withLayer(2));

        ExpertViewModel.Work work = view.expert().workProperty().get().orElseThrow();

        assertThat(work.address()).as("the top expert of the token, while none is selected")
                .isEqualTo(new ExpertAddress(2, expert));
        assertThat(work.seen()).hasSize(picture().loads().tokens(1, expert)).extracting(ExpertViewModel.Seen::position)
                .contains(2);
    }

    @Test
    void playingGoesToTheEndAndStops() {
        int tokens = picture().result().tokens().size();
        view.trace().selectToken(tokens - 1, false);
        view.play().toggle();
        assertThat(workspace.selection().token()).as("from the beginning").hasValue(0);

        IntStream.range(0, 3).forEach(_ -> view.play().tick());
        view.play().toggle();
        view.play().tick();
        assertThat(workspace.selection().token()).as("paused").hasValue(3);

        view.play().toggle();
        IntStream.range(0, 2 * tokens).forEach(_ -> view.play().tick());
        assertThat(workspace.selection().token()).hasValue(tokens - 1);
        assertThat(view.play().playingProperty().get()).isFalse();
    }

    @Test
    void lanesFollowTheSelectedTokenAndLayer() {
        workspace.select(workspace.selection().withToken(4).withLayer(2));

        assertThat(view.lanes().lanesProperty().get().orElseThrow().position()).isEqualTo(4);
        assertThat(view.lanes().layerProperty().get()).isEqualTo(OptionalInt.of(2));
        assertThat(view.lanes().rows()).hasSize(9).filteredOn(LanesPicture.Row::isShared).hasSize(1);

        workspace.select(workspace.selection().withLayer(0));
        assertThat(view.lanes().layerProperty().get()).as("the first with experts").isEqualTo(OptionalInt.of(1));
    }

    @Test
    void whatContinuesThePromptIsShownBehindItAndIsSelectedInThisViewAlone() {
        int prompt = picture().result().tokens().size();
        workspace.select(workspace.selection().withToken(3));
        view.trace().newTokensProperty().set(5);
        view.trace().generatingProperty().set(true);

        assertThat(picture().result().tokens()).as("the last goes to no expert").hasSize(prompt + 4);
        List<String> labels = view.trace().mapProperty().get().orElseThrow().columnLabels();
        assertThat(labels.subList(0, prompt)).noneMatch(label -> label.startsWith("› "));
        assertThat(labels.subList(prompt, prompt + 4)).allMatch(label -> label.startsWith("› "));

        view.trace().select(new Cell(0, prompt + 1), false);
        assertThat(view.trace().token()).hasValue(prompt + 1);
        assertThat(view.lanes().lanesProperty().get().orElseThrow().position()).isEqualTo(prompt + 1);
        assertThat(workspace.selection().token()).as("of the other views").hasValue(3);
        assertThat(workspace.selection().expert()).hasValue(picture().topExpert(0, prompt + 1));
        assertThat(view.trace().marksProperty().get().mark().column()).hasValue(prompt + 1);

        view.play().toggle();
        IntStream.range(0, 9).forEach(_ -> view.play().tick());
        assertThat(view.trace().token()).hasValue(prompt + 3);

        workspace.select(workspace.selection().withToken(1));
        assertThat(view.trace().token()).as("another view selects").hasValue(1);
        view.trace().select(new Cell(0, prompt), false);
        view.trace().generatingProperty().set(false);
        assertThat(view.trace().token()).hasValue(1);
    }

    @Test
    void theDifferenceOfTheSlidersIsThatOfThePromptAlone() {
        int prompt = picture().result().tokens().size();
        view.trace().newTokensProperty().set(4);
        view.trace().generatingProperty().set(true);
        plan.set(new SteeringPlan(List.of(), List.of(ExpertGain.off(1, picture().topExpert(0, 0)))));
        assertThat(view.trace().mapProperty().get().orElseThrow().columnLabels()).hasSize(prompt + 3);

        view.aspect().aspectProperty().set(Aspect.DIFFERENCE);

        assertThat(view.trace().mapProperty().get().orElseThrow().columnLabels()).hasSize(prompt);
        assertThat(picture().result().tokens()).hasSize(prompt);
    }

    @Test
    void thePromptIsHeldAgainstAnotherByLayerAndExpert() {
        RoutingPicture own = picture();
        view.trace().hold("aaab");

        assertThat(view.trace().measureProperty().get()).isEqualTo(RoutingMeasure.LOAD);
        Heatmap map = view.trace().mapProperty().get().orElseThrow();
        RoutingPicture other = new RoutingPicture(mixture
                .submit(new RoutingRequest(new Prompt.Text("aaab"), 0, SteeringPlan.NONE)).await());
        assertThat(map.signed()).isTrue();
        assertThat(map.cells().at(1, 3)).isEqualTo((float) own.loads().tokens(1, 3) / own.result().tokens().size()
                - (float) other.loads().tokens(1, 3) / other.result().tokens().size());
        assertThat(view.trace().compared().orElseThrow().provenance().settings()).contains("against=aaab");

        view.trace().measureProperty().set(RoutingMeasure.TOP);
        assertThat(view.trace().mapProperty().get().orElseThrow().signed()).isFalse();
        view.trace().measureProperty().set(RoutingMeasure.WEIGHT);
        view.trace().hold(" ");
        assertThat(view.trace().mapProperty().get().orElseThrow().signed()).isFalse();
    }

    @Test
    void resonanceIsReadUnderTheSlidersWhereThatIsChosen() {
        plan.set(new SteeringPlan(List.of(), List.of(ExpertGain.off(1, 3))));
        double plain = compared().shownProperty().get().orElseThrow().resonance().targetMean(0, 3);
        view.resonance().inputs().steeredProperty().set(true);
        Resonated steered = compared().shownProperty().get().orElseThrow();

        assertThat(plain).isPositive();
        assertThat(steered.resonance().targetMean(0, 3)).isZero();
        assertThat(steered.picture().provenance().settings()).anyMatch(each -> each.contains("expert 3 of block 1"));
        assertThat(view.resonance().caution()).startsWith("Read under the sliders");
    }

    private ResonanceViewModel compared() {
        ResonanceViewModel resonance = view.resonance();
        resonance.inputs().targetProperty().set("aaaa\naaab\naaba");
        resonance.inputs().restProperty().set("tom met ann\nann met tom\n\n");
        resonance.compareLists();
        return resonance;
    }

    @Test
    void twoListsAreHeldAgainstEachOther() {
        ResonanceViewModel resonance = compared();
        Resonated shown = resonance.shownProperty().get().orElseThrow();

        assertThat(shown.targets()).isEqualTo(3);
        assertThat(shown.rests()).isEqualTo(2);
        assertThat(shown.ranked()).hasSize(16);
        assertThat(shown.ranked().getFirst().delta()).isPositive()
                .isGreaterThanOrEqualTo(shown.ranked().get(1).delta());
        assertThat(shown.ranked().getFirst().low()).isLessThanOrEqualTo(shown.ranked().getFirst().high());
        assertThat(shown.ranked().getFirst().share()).isBetween(0f, 1f);
        assertThat(resonance.caution()).contains("4.0 and 11.0 tokens", "per token");
    }

    @Test
    void theMapFollowsAPromptThatChangesItsClass() {
        ResonanceViewModel resonance = compared();
        Resonated before = resonance.shownProperty().get().orElseThrow();
        resonance.classify(Set.of(0, 1), PromptClass.REST);
        Resonated after = resonance.shownProperty().get().orElseThrow();

        assertThat(after.targets()).isEqualTo(1);
        assertThat(after.resonance().targetMean(0, 0)).isEqualTo(resonance.promptsProperty().get().get(2).load().load()
                .at(0, 0));
        assertThat(after).isNotEqualTo(before);

        resonance.classify(Set.of(2), PromptClass.LEFT_OUT);
        assertThat(resonance.stateProperty().get()).isInstanceOf(PaneState.Empty.class);
        resonance.classifyByList();
        assertThat(resonance.shownProperty().get().orElseThrow().targets()).isEqualTo(3);
    }

    @Test
    void classesMayGoByTheResponses() {
        ResonanceViewModel resonance = view.resonance();
        resonance.inputs().responsesProperty().set(true);
        resonance.inputs().newTokensProperty().set(3);
        compared();
        ClassedPrompt last = resonance.promptsProperty().get().getLast();
        assertThat(last.load().response()).isNotEmpty();

        resonance.inputs().phrasesProperty().set(last.load().response().strip());
        resonance.classifyByResponse();

        assertThat(resonance.promptsProperty().get().getLast().chosen()).isEqualTo(PromptClass.TARGET);
    }

    @Test
    void theOrderRanksAnewAndTheRankingIsSearched() {
        ResonanceViewModel resonance = compared();
        resonance.orderProperty().set(Order.RATIO);
        Resonated shown = resonance.shownProperty().get().orElseThrow();
        assertThat(shown.ranked().getFirst().ratio()).isGreaterThanOrEqualTo(shown.ranked().get(3).ratio());

        resonance.findProperty().set("L2");
        assertThat(resonance.found()).hasSize(8).allMatch(each -> each.address().layer() == 2);
        resonance.findProperty().set("2.5");
        assertThat(resonance.found()).hasSize(1);
        resonance.findProperty().set("?");
        assertThat(resonance.found()).isEmpty();
    }

    private List<ExpertGain> experts() {
        return workspace.steeringProperty().get().plan().experts();
    }

    @Test
    void theTopAndAsManyByChanceFromTheSameLayersAreSwitchedOffInOneStep() {
        ResonanceViewModel resonance = compared();
        resonance.topProperty().set(3);
        view.expert().weighingProperty().set(Mode.ZERO_RENORM);
        view.arms().topOff();
        List<ExpertGain> top = experts();

        assertThat(top).hasSize(3).allMatch(gain -> gain.gain() == 0 && gain.mode() == Mode.ZERO_RENORM)
                .extracting(gain -> new ExpertAddress(gain.layer(), gain.expert()))
                .containsExactlyInAnyOrderElementsOf(resonance.topExperts());
        workspace.steeringHistory().undo();
        assertThat(workspace.steeringProperty().get().rows()).isEmpty();

        view.arms().randomOff();
        assertThat(experts()).hasSize(3).doesNotContainAnyElementsOf(top);
        assertThat(experts().stream().map(ExpertGain::layer).sorted().toList())
                .isEqualTo(top.stream().map(ExpertGain::layer).sorted().toList());
    }

    @Test
    void theTopIsForcedOnAsFarAsThereIsRoom() {
        ResonanceViewModel resonance = compared();
        resonance.topProperty().set(16);
        view.arms().topOn();

        int room = picture().result().chosen();
        assertThat(experts()).hasSize(2 * room).allMatch(gain -> gain.mode() == Mode.FORCE && gain.gain() == 1);
        assertThat(workspace.steeringProperty().get().rows().getFirst().name())
                .isEqualTo("top 16 on, " + 2 * room + " fit");
        plan.set(workspace.steeringProperty().get().plan());
        assertThat(view.trace().traced().orElseThrow().picture().loads().tokens(0, experts().getFirst().expert()))
                .isEqualTo(picture().result().tokens().size());

        view.arms().randomOff();
        assertThat(workspace.steeringProperty().get().rows()).as("no others are left").hasSize(1);
        assertThat(errors.problemProperty().get()).isPresent();
    }

    @Test
    void anExpertIsForcedOnAndOneTooManyIsSaidToBeLeftOut() {
        int room = picture().result().chosen();
        for (int expert = 0; expert <= room; expert++) {
            workspace.select(workspace.selection().withExpert(1, expert));
            view.expert().change(ExpertChange.FORCE);
        }

        assertThat(view.expert().noteProperty().get()).startsWith("Left out: " + (room + 1) + " experts are forced");
        workspace.select(workspace.selection().withExpert(1, 0));
        assertThat(view.expert().noteProperty().get()).isEqualTo("Forced: every token gets it.");
        view.expert().setGain(2);
        assertThat(experts().getFirst()).isEqualTo(new ExpertGain(1, 0, 2, Mode.FORCE));
        view.expert().change(ExpertChange.LEAVE);
        assertThat(view.expert().noteProperty().get()).isEmpty();
    }

    @Test
    void howAnExpertIsSwitchedOffIsRememberedAndMayBeChangedAfterwards() {
        workspace.select(workspace.selection().withExpert(1, 3));
        view.expert().change(ExpertChange.OFF);
        view.expert().weighingProperty().set(Mode.ZERO);
        assertThat(experts()).containsExactly(new ExpertGain(1, 3, 0, Mode.ZERO));

        workspace.select(workspace.selection().withExpert(2, 4));
        view.expert().change(ExpertChange.OFF);
        assertThat(experts()).last().isEqualTo(new ExpertGain(2, 4, 0, Mode.ZERO));
    }

    @Test
    void whatIsMissingIsSaid() {
        view.resonance().compareLists();
        assertThat(view.resonance().stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                empty -> assertThat(empty.what()).isEqualTo("Both lists are empty"));

        view.resonance().inputs().targetProperty().set("aaaa");
        view.resonance().inputs().spanProperty().set(Span.GENERATED);
        view.resonance().compareLists();
        assertThat(view.resonance().stateProperty().get()).isInstanceOfSatisfying(PaneState.Empty.class,
                empty -> assertThat(empty.what()).isEqualTo("The list of other prompts is empty"));
    }

    @Test
    void aHiddenViewAsksForNothing() {
        view.setShowing(false);
        view.kindProperty().set(Kind.RESONANCE);
        workspace.runProperty().set(Optional.empty());

        assertThat(view.trace().traced()).isEmpty();
        assertThat(view.trace().stateProperty().get()).isEqualTo(PaneState.NOTHING_RUN);
    }
}
