package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.session.PromptException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class NextTokenViewModelTest {
    private final Boards desk = new Boards();
    private final StubModel model = new StubModel();

    @BeforeEach
    void openAndRun() {
        desk.open(model);
        desk.run(5, 6);
        desk.board.add(Boards.calm());
    }

    @AfterEach
    void withoutBugs() {
        assertThat(desk.bugs).isEmpty();
    }

    @Test
    void withoutSteeringTheRunIsShownAndNothingIsAsked() {
        assertThat(desk.next.shownProperty().get()).isEqualTo(new NextTokens.Plain(StubModel.run(5, 6)));
        assertThat(model.asked).isEmpty();
    }

    @Test
    void manyMovesAreFewQuestionsAndTheLastValueWins() {
        List<Double> values = new ArrayList<>();
        desk.next.shownProperty().subscribe(shown -> {
            if (shown instanceof NextTokens.Steered steered) {
                values.add((double) steered.result().shifts().getFirst().steeredLogit());
            }
        });
        for (int step = 1; step <= 100; step++) {
            desk.row(0).slide(step / 64.0, step > 1);
            if (step == 50) {
                model.asked.getFirst().answer();
            }
        }
        assertThat(model.asked).hasSize(2);
        model.asked.get(1).answer();
        model.asked.get(2).answer();
        assertThat(model.asked).hasSize(3);
        assertThat(values).containsExactly(1 / 64.0, 50 / 64.0, 100 / 64.0);
        assertThat(model.asked).noneMatch(asked -> !asked.isDone());
    }

    @Test
    void whatIsShownStaysUntilThereIsSomethingNewer() {
        desk.row(0).slide(0.5, false);
        assertThat(desk.next.shownProperty().get()).isInstanceOf(NextTokens.Plain.class);
        model.asked.getLast().answer();
        NextTokens before = desk.next.shownProperty().get();
        desk.row(0).slide(1, false);
        assertThat(desk.next.shownProperty().get()).isSameAs(before);
    }

    @Test
    void slidingBackShowsTheRunAtOnceAndALateAnswerIsDropped() {
        desk.row(0).slide(0.5, false);
        StubModel.Asked late = model.asked.getLast();
        desk.row(0).reset(false);
        late.answer();
        assertThat(desk.next.shownProperty().get()).isEqualTo(new NextTokens.Plain(StubModel.run(5, 6)));
    }

    @Test
    void anotherPromptIsAskedAtOnce() {
        desk.row(0).slide(0.5, false);
        desk.run(7, 8);
        assertThat(model.asked.getFirst().isCancelled()).isTrue();
        assertThat(model.asked).hasSize(2);
        model.asked.getLast().answer();
        assertThat(desk.next.shownProperty().get()).isInstanceOf(NextTokens.Steered.class);
    }

    @Test
    void whatCannotBeComputedSaysWhyAndTheNextMoveAsksAgain() {
        desk.row(0).slide(0.5, false);
        model.asked.getLast().fail(new PromptException("the prompt is too long", "at token 9", "shorten it"));
        assertThat(desk.next.shownProperty().get()).asInstanceOf(type(NextTokens.Cannot.class))
                .extracting(NextTokens.Cannot::remedy).isEqualTo("shorten it");
        desk.row(0).slide(0.6, false);
        model.asked.getLast().answer();
        assertThat(desk.next.shownProperty().get()).isInstanceOf(NextTokens.Steered.class);
    }

    @Test
    void nothingIsShownWithoutAModel() {
        desk.row(0).slide(0.5, false);
        desk.workspace.runProperty().set(Optional.empty());
        desk.workspace.modelProperty().set(Optional.empty());
        assertThat(desk.next.shownProperty().get()).isEqualTo(new NextTokens.Nothing());
        assertThat(model.asked.getLast().isCancelled()).isTrue();
    }
}
