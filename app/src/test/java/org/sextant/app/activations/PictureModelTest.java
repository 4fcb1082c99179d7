package org.sextant.app.activations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.PaneState.Cancelled;
import org.sextant.app.view.PaneState.Cannot;
import org.sextant.app.view.PaneState.Computing;
import org.sextant.app.view.PaneState.Result;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.PromptException;
import org.sextant.runtime.session.Statistic;

import static org.assertj.core.api.Assertions.assertThat;

/// What every picture does, tried on the statistics.
class PictureModelTest {
    private final StubModel model = new StubModel();
    private final Desk desk = Desk.with(model);
    private final StatisticsViewModel statistics = new StatisticsViewModel(desk.sources);
    private final PictureModel<ActivationsResult, StatisticsPicture> picture = statistics.picture();

    @BeforeEach
    void look() {
        picture.setActive(true);
    }

    @Test
    void asksForTheIdsOfTheRun() {
        assertThat(model.asked()).hasSize(1);
        assertThat(model.last().request()).isEqualTo(new ActivationsRequest(new Prompt.Ids(List.of(5, 6, 7)),
                "blocks.*.hook_resid_post", Statistic.NORM));
        assertThat(picture.stateProperty().get()).isInstanceOf(Computing.class);
    }

    @Test
    void showsTheAnswer() {
        model.last().answer(Samples.statistics(Statistic.NORM));

        assertThat(picture.stateProperty().get()).isEqualTo(new Result());
        assertThat(picture.drawingProperty().get().orElseThrow().heatmap().rowLabels()).containsExactly("0", "1");
    }

    @Test
    void aNewerChoiceReplacesTheOlderAndItsLateAnswerIsDropped() {
        StubModel.Asked norm = model.last();
        statistics.statisticProperty().set(Statistic.MAX);
        StubModel.Asked max = model.last();

        norm.answer(Samples.statistics(Statistic.NORM));
        assertThat(norm.isDone()).isTrue();
        assertThat(picture.picture()).isEmpty();

        max.answer(Samples.statistics(Statistic.MAX));
        assertThat(picture.picture().orElseThrow().result().statistic()).isEqualTo(Statistic.MAX);
        assertThat(max.lane()).isEqualTo(norm.lane());
    }

    @Test
    void theOldPictureStaysWhileTheNextIsComputed() {
        model.last().answer(Samples.statistics(Statistic.NORM));
        statistics.statisticProperty().set(Statistic.MAX);

        assertThat(picture.stateProperty().get()).isInstanceOf(Computing.class);
        assertThat(picture.picture().orElseThrow().result().statistic()).isEqualTo(Statistic.NORM);
    }

    @Test
    void goingBackAsksNothingAgain() {
        model.last().answer(Samples.statistics(Statistic.NORM));
        statistics.statisticProperty().set(Statistic.MAX);
        model.last().answer(Samples.statistics(Statistic.MAX));
        statistics.statisticProperty().set(Statistic.NORM);

        assertThat(model.asked()).hasSize(2);
        assertThat(picture.picture().orElseThrow().result().statistic()).isEqualTo(Statistic.NORM);
        assertThat(picture.stateProperty().get()).isEqualTo(new Result());
    }

    @Test
    void aHiddenPictureAsksNothingAndCancelsWhatRuns() {
        StubModel.Asked first = model.last();
        picture.setActive(false);
        statistics.statisticProperty().set(Statistic.MAX);
        desk.workspace.runProperty().set(Optional.of(Samples.run(Map.of())));

        assertThat(model.asked()).containsExactly(first);
        assertThat(first.isDone()).isTrue();

        picture.setActive(true);
        assertThat(model.asked()).hasSize(2);
    }

    @Test
    void sayWhatIsMissing() {
        desk.workspace.runProperty().set(Optional.empty());
        assertThat(picture.stateProperty().get()).isEqualTo(PaneState.NOTHING_RUN);

        desk.workspace.modelProperty().set(Optional.empty());
        assertThat(picture.stateProperty().get()).isEqualTo(PaneState.NOTHING_OPEN);
        assertThat(picture.picture()).isEmpty();
    }

    @Test
    void aFailureSaysWhatToDoAndCanBeAskedAgain() {
        model.last().fail(new PromptException("the prompt is too long", "position 64", "shorten it"));

        assertThat(picture.stateProperty().get())
                .isEqualTo(new Cannot("the prompt is too long", "position 64", "shorten it"));
        picture.askAgain();
        assertThat(model.asked()).hasSize(2);
        assertThat(picture.stateProperty().get()).isInstanceOf(Computing.class);
    }

    @Test
    void aBugEndsTheWaitAndIsReportedOnce() {
        var bug = new IllegalStateException("planted");
        model.last().fail(bug);

        assertThat(picture.stateProperty().get()).isInstanceOf(Cannot.class);
        assertThat(desk.bugs).containsExactly(bug);
    }

    @Test
    void cancellingLeavesTheOldPicture() {
        model.last().answer(Samples.statistics(Statistic.NORM));
        statistics.statisticProperty().set(Statistic.MAX);
        picture.cancel();

        assertThat(model.last().isDone()).isTrue();
        assertThat(picture.stateProperty().get()).isEqualTo(new Cancelled());
        assertThat(picture.picture()).isPresent();
    }

    @Test
    void cancellingInTheStatusBarIsSeen() {
        desk.tasks.running().getFirst().cancel();

        assertThat(picture.stateProperty().get()).isEqualTo(new Cancelled());
    }

    @Test
    void aClickSelectsAndASelectionFromElsewhereIsMarked() {
        model.last().answer(Samples.statistics(Statistic.NORM));
        picture.select(1, 2);

        assertThat(desk.workspace.selection()).isEqualTo(new Selection(OptionalInt.of(2), OptionalInt.of(1),
                OptionalInt.empty(), OptionalInt.empty(), "blocks.1.hook_resid_post"));
        assertThat(picture.markProperty().get()).isEqualTo(new Mark(OptionalInt.of(1), OptionalInt.of(2)));

        desk.workspace.select(desk.workspace.selection().withToken(0));
        assertThat(picture.markProperty().get()).isEqualTo(new Mark(OptionalInt.of(1), OptionalInt.of(0)));
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void anotherModelForgetsTheAnswersOfTheFirst() {
        model.last().answer(Samples.statistics(Statistic.NORM));
        var other = new StubModel();
        desk.open(other);

        assertThat(other.asked()).isNotEmpty();
    }

    @Test
    void patternsAreNoChoiceHere() {
        assertThat(statistics.choicesProperty().get()).extracting(SiteChoice::label).containsExactly("hook_embed",
                "hook_resid_pre", "attn.hook_k", "attn.hook_z", "attn.hook_result", "mlp.hook_post",
                "hook_resid_post");
    }
}
