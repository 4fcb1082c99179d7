package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.LensRequest;
import org.sextant.runtime.session.PromptException;
import org.sextant.runtime.session.Statistic;

import static org.assertj.core.api.Assertions.assertThat;

/// How pictures follow the sliders, tried on the statistics and the lens.
class SteeredPictureTest {
    private final StubModel model = new StubModel();
    private final Desk desk = Desk.with(model);
    private final StatisticsViewModel statistics = new StatisticsViewModel(desk.sources);
    private final PictureModel<ActivationsResult, StatisticsPicture> picture = statistics.picture();
    private final List<PaneState> states = new ArrayList<>();
    private final List<Float> firstValues = new ArrayList<>();

    @BeforeEach
    void look() {
        picture.setActive(true);
        model.last().answer(Samples.statistics(Statistic.NORM));
        picture.stateProperty().subscribe((before, now) -> states.add(now));
        picture.drawingProperty().subscribe((before, now) -> firstValues
                .add(now.orElseThrow().heatmap().cells().at(0, 0)));
    }

    @AfterEach
    void withoutBugs() {
        assertThat(desk.bugs).isEmpty();
    }

    /// Answers what was asked last with values that are higher by the coefficient of its plan.
    private void answer() {
        answer(model.last());
    }

    private static void answer(StubModel.Asked asked) {
        var request = (ActivationsRequest) asked.request();
        asked.answer(Samples.statistics(Statistic.NORM, strength(request)));
    }

    private static float strength(ActivationsRequest request) {
        String summary = request.steering().summaries().getFirst();
        return Float.parseFloat(summary.substring("edit=add ".length(), summary.indexOf(" at ")));
    }

    @Test
    void aNeutralPlanAsksNothingNew() {
        desk.slide(0);
        desk.aspect.aspectProperty().set(Aspect.DIFFERENCE);

        assertThat(model.asked()).hasSize(1);
        assertThat(desk.aspect.actingProperty().get()).isFalse();
        assertThat(firstValues).containsOnly(0f);
    }

    @Test
    void oneQuestionAtATimeAndTheLastValueWins() {
        for (int step = 1; step <= 200; step++) {
            desk.slide(step);
            if (step == 100) {
                answer();
            }
        }
        assertThat(model.asked()).hasSize(3);
        answer();
        answer();

        assertThat(model.asked()).hasSize(4).allMatch(StubModel.Asked::isDone);
        assertThat(firstValues).containsExactly(1f, 100f, 200f);
        assertThat(states).as("no step is announced, so that nothing dims").isEmpty();
    }

    @Test
    void allThreeAspectsComeOfOneQuestion() {
        desk.slide(3);
        answer();
        assertThat(picture.drawingProperty().get().orElseThrow().heatmap().title()).endsWith(", now");
        desk.aspect.aspectProperty().set(Aspect.DIFFERENCE);
        assertThat(Samples.values(picture.drawingProperty().get().orElseThrow().heatmap())).containsOnly(3);
        desk.aspect.aspectProperty().set(Aspect.UNSTEERED);
        assertThat(picture.drawingProperty().get().orElseThrow().heatmap().title()).endsWith(", unsteered");

        assertThat(model.asked()).hasSize(2);
        assertThat(firstValues).containsExactly(3f, 3f, 0f);
    }

    @Test
    void theReadoutTellsAllThree() {
        desk.slide(3);
        answer();

        assertThat(picture.drawingProperty().get().orElseThrow().heatmap().cells().readout(1, 2))
                .isEqualTo("now 15.00   unsteered 12.00   difference +3.000");
    }

    @Test
    void slidingBackIsInstantAndALateAnswerIsDropped() {
        desk.slide(3);
        StubModel.Asked late = model.last();
        desk.slide(0);
        late.answer(Samples.statistics(Statistic.NORM, 3));

        assertThat(late.isDone()).isTrue();
        assertThat(firstValues).containsOnly(0f);
        assertThat(picture.drawingProperty().get().orElseThrow().aspect()).isEmpty();
    }

    @Test
    void anotherChoiceIsAskedForAtOnceWithTheNewestPlan() {
        desk.slide(1);
        StubModel.Asked norm = model.last();
        desk.slide(2);
        statistics.statisticProperty().set(Statistic.MAX);

        assertThat(norm.isDone()).isTrue();
        assertThat(model.asked()).hasSize(4);
        assertThat(((ActivationsRequest) model.last().request()).statistic()).isEqualTo(Statistic.MAX);
        assertThat(strength((ActivationsRequest) model.last().request())).isEqualTo(2);
        model.asked().get(2).answer(Samples.statistics(Statistic.MAX));
        model.last().answer(Samples.statistics(Statistic.MAX, 2));
        assertThat(picture.drawingProperty().get().orElseThrow().unsteered()).isPresent();
    }

    @Test
    void whatCannotBeComputedSaysWhyAndTheNextMoveAsksAgain() {
        desk.slide(1);
        model.last().fail(new PromptException("the prompt is too long", "at token 9", "shorten it"));
        assertThat(picture.stateProperty().get()).isInstanceOf(PaneState.Cannot.class);
        desk.slide(2);
        answer();

        assertThat(picture.stateProperty().get()).isInstanceOf(PaneState.Result.class);
        assertThat(firstValues).containsExactly(2f);
    }

    @Test
    void cancellingEndsWhatWaitsToo() {
        desk.slide(1);
        desk.slide(2);
        desk.tasks.running().getFirst().cancel();

        assertThat(model.asked()).hasSize(2);
        assertThat(picture.stateProperty().get()).isInstanceOf(PaneState.Cancelled.class);
    }

    @Test
    void whileUnsteeredIsShownASliderAsksNothing() {
        desk.aspect.aspectProperty().set(Aspect.UNSTEERED);
        desk.slide(1);
        desk.slide(2);

        assertThat(model.asked()).hasSize(1);
        assertThat(firstValues).containsOnly(0f);
    }

    @Test
    void theLensFollowsOnceTheThumbRests() {
        picture.setActive(false);
        var lens = new LensViewModel(desk.sources);
        lens.picture().setActive(true);
        model.last().answer(Samples.lens());
        int before = model.asked().size();
        desk.slide(1);
        desk.slide(2);
        assertThat(desk.aspect.movingProperty().get()).isTrue();
        assertThat(model.asked()).hasSize(before);
        desk.rest();

        assertThat(desk.aspect.movingProperty().get()).isFalse();
        assertThat(model.asked()).hasSize(before + 1);
        assertThat(((LensRequest) model.last().request()).steering()).isEqualTo(Samples.plan(2));
    }

    @Test
    void theInspectorFollowsOnceTheThumbRests() {
        picture.setActive(false);
        var inspector = new InspectorViewModel(desk.sources);
        inspector.setActive(true);
        desk.workspace.select(desk.workspace.selection().withToken(1));
        int before = model.asked().size();
        desk.slide(2);
        assertThat(model.asked()).hasSize(before);
        model.last().answer(InspectorViewModelTest.result(1));
        desk.rest();
        assertThat(model.asked()).hasSize(before + 1);
        model.last().answer(InspectorViewModelTest.result(4));

        Inspection shown = inspector.inspectionProperty().get().orElseThrow();
        assertThat(shown.aspect()).isEqualTo(Optional.of(Aspect.NOW));
        assertThat(shown.difference().orElseThrow().topDimensions(1))
                .containsExactly(new VectorDifference.Entry(0, 4, 1));
        assertThat(shown.difference().orElseThrow().values().toArray()).containsExactly(3, 0);
    }
}
