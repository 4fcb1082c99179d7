package org.sextant.app.steering;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

import static org.assertj.core.api.Assertions.assertThat;

class BoardViewModelTest {
    private final Boards desk = new Boards();
    private final StubModel model = new StubModel();

    @AfterEach
    void withoutBugs() {
        assertThat(desk.bugs).isEmpty();
    }

    @Test
    void aNewRowChangesNothingUntilItIsSlid() {
        desk.open(model);
        desk.board.add(Boards.calm());
        assertThat(desk.plan().isNeutral()).isTrue();

        desk.row(0).slide(1.5, false);
        assertThat(desk.plan().edits()).extracting(Edit::site).containsExactly("blocks.1.hook_resid_post",
                "blocks.2.hook_resid_post");
        assertThat(Boards.strength(desk.plan())).isEqualTo(1.5);
        assertThat(model.told.getLast()).isEqualTo(desk.plan());
    }

    @Test
    void aDragIsTakenBackAsOneStepAndEveryOtherMoveByItself() {
        desk.open(model);
        desk.board.add(Boards.calm());
        desk.row(0).slide(0.5, false);
        desk.row(0).slide(1, true);
        desk.row(0).slide(1.5, true);
        desk.row(0).mute(true);
        desk.board.gain(0.5, false);
        desk.row(0).rename("calmer");

        List<SteeringSet> seen = new ArrayList<>();
        while (desk.workspace.steeringHistory().canUndoProperty().get()) {
            desk.workspace.steeringHistory().undo();
            seen.add(desk.board.setProperty().get());
        }
        assertThat(seen).hasSize(5);
        assertThat(seen.get(0).rows().getFirst().name()).isEqualTo("calm");
        assertThat(seen.get(1).gain()).isEqualTo(1);
        assertThat(seen.get(2).rows().getFirst().muted()).isFalse();
        assertThat(new RowEdits(seen.get(3).rows().getFirst()).value()).isZero();
        assertThat(seen.get(4)).isEqualTo(SteeringSet.EMPTY);
        assertThat(model.told.getLast()).isEqualTo(SteeringPlan.NONE);
    }

    @Test
    void muteSoloAndGainDecideWhatIsHeard() {
        desk.open(model);
        desk.board.add(Boards.calm());
        desk.board.add(NewRows.head(1, 0));
        desk.row(0).slide(1, false);
        desk.row(1).slide(0, false);
        assertThat(desk.plan().edits()).hasSize(3);
        desk.row(1).solo(true);
        assertThat(desk.plan().edits()).extracting(Edit::operation).containsExactly(Operation.SCALE_HEAD);
        assertThat(desk.row(0).silentProperty().get()).isTrue();
        assertThat(desk.row(1).silentProperty().get()).isFalse();
        desk.row(1).solo(false);
        desk.row(1).mute(true);
        assertThat(desk.plan().edits()).extracting(Edit::operation).containsOnly(Operation.ADD);
        desk.board.gain(0, false);
        assertThat(desk.plan().isNeutral()).isTrue();
    }

    @Test
    void aRowThatDoesNotFitSaysWhyAndIsLeftOut() {
        desk.open(model);
        desk.board.add(NewRows.vector("wide", Boards.vector(7, Map.of())));
        desk.board.add(NewRows.head(9, 0));
        desk.board.add(NewRows.head(1, 5));
        desk.board.add(NewRows.expert(0, 1));
        desk.board.add(Boards.calm());
        desk.board.rows().forEach(row -> row.slide(0.5, false));

        assertThat(problem(0)).contains("the vector has 7 numbers and the model's d_model is 4");
        assertThat(problem(1)).contains("this model has no site 'blocks.9.attn.hook_z'");
        assertThat(problem(2)).contains("there is no head 5 among 2");
        assertThat(problem(3)).contains("this block is no mixture of experts");
        assertThat(problem(4)).isEmpty();
        assertThat(desk.plan().edits()).hasSize(2);
        assertThat(desk.plan().experts()).isEmpty();
    }

    @Test
    void aForcedExpertActsAtAnyValueAndIsTakenBackByMuting() {
        desk.open(StubModel.withExperts());
        desk.board.add(NewRows.expert(1, 2));
        assertThat(desk.plan().isNeutral()).isTrue();

        desk.row(0).mode(ExpertGain.Mode.FORCE);
        desk.board.gain(0, false);
        assertThat(desk.plan().experts()).containsExactly(ExpertGain.forced(1, 2));
        assertThat(RowText.about(desk.row(0).rowProperty().get())).isEqualTo("force · L1");

        desk.row(0).reset(false);
        assertThat(desk.row(0).rowProperty().get().row().muted()).isTrue();
        assertThat(desk.plan().experts()).isEmpty();
    }

    /// A token gets two experts of three.
    @Test
    void rowsThatTogetherLeaveTooFewExpertsSaySo() {
        desk.open(StubModel.withExperts());
        for (int expert = 0; expert < 3; expert++) {
            desk.board.add(NewRows.expert(1, expert));
        }
        desk.row(0).slide(0, false);
        assertThat(desk.row(0).noteProperty().get()).isEmpty();
        desk.row(1).slide(0, false);
        assertThat(desk.row(0).noteProperty().get().orElseThrow()).contains("2 masked");

        desk.board.rows().forEach(row -> row.mode(ExpertGain.Mode.FORCE));
        assertThat(problem(0)).isEmpty();
        assertThat(problem(2)).contains("3 experts are forced and a token gets 2");
        assertThat(desk.plan().experts()).hasSize(2);
    }

    @Test
    void theSlidersStayWhenTheModelIsSwapped() {
        desk.open(model);
        desk.board.add(Boards.calm());
        desk.row(0).slide(1, false);
        StubModel other = new StubModel(Path.of("/models/other"), 6);
        desk.open(other);
        assertThat(desk.board.rows()).hasSize(1);
        assertThat(problem(0)).isNotEmpty();
        assertThat(desk.plan()).isEqualTo(SteeringPlan.NONE);
        assertThat(other.told).containsOnly(SteeringPlan.NONE);

        desk.open(model);
        assertThat(problem(0)).isEmpty();
        assertThat(Boards.strength(desk.plan())).isEqualTo(1);
    }

    @Test
    void aSoloRowThatDoesNotFitStillSilencesTheOthers() {
        desk.open(model);
        desk.board.add(Boards.calm());
        desk.board.add(NewRows.head(9, 0));
        desk.row(0).slide(1, false);
        desk.row(1).solo(true);
        assertThat(desk.plan().isNeutral()).isTrue();
    }

    @Test
    void layersPositionsAndOperationAreOfTheWholeRow() {
        desk.open(model);
        desk.board.add(Boards.calm());
        desk.row(0).slide(1, false);
        desk.row(0).layers(0, 1);
        desk.row(0).positions(Positions.LAST);
        desk.row(0).operation(Operation.ABLATE);
        assertThat(desk.plan().edits()).extracting(Edit::site).containsExactly("blocks.0.hook_resid_post",
                "blocks.1.hook_resid_post");
        assertThat(desk.plan().edits()).allMatch(
                edit -> edit.positions().equals(Positions.LAST) && edit.operation() == Operation.ABLATE);
    }

    @Test
    void whatIsNoValueIsNotTaken() {
        desk.open(model);
        desk.board.add(Boards.calm());
        desk.row(0).slide(Double.NaN, false);
        desk.row(0).slide(Double.POSITIVE_INFINITY, false);
        desk.board.gain(Double.NaN, false);
        assertThat(desk.row(0).value()).isZero();
        assertThat(desk.board.setProperty().get().gain()).isEqualTo(1);
    }

    @Test
    void aTypedValueWidensTheSliderAndADragDoesNotNarrowIt() {
        desk.board.add(Boards.calm());
        assertThat(desk.row(0).rangeProperty().get().high()).isEqualTo(2);
        desk.row(0).slide(10, false);
        assertThat(desk.row(0).rangeProperty().get().high()).isEqualTo(15);
        desk.row(0).slide(1, false);
        assertThat(desk.row(0).rangeProperty().get().high()).isEqualTo(15);
    }

    @Test
    void resettingGoesToWhereNothingIsChanged() {
        desk.open(model);
        desk.board.add(Boards.calm());
        desk.board.add(NewRows.head(0, 0));
        desk.board.add(held());
        desk.board.rows().forEach(row -> row.slide(0.3, false));
        desk.board.rows().forEach(row -> row.reset(false));
        assertThat(desk.row(0).value()).isZero();
        assertThat(desk.row(1).value()).isEqualTo(1);
        assertThat(desk.row(2).value()).isEqualTo(0.3);
        assertThat(desk.row(2).rowProperty().get().row().muted()).isTrue();
        assertThat(desk.plan().isNeutral()).isTrue();
    }

    private static SteeringRow held() {
        return new RowEdits(NewRows.feature(new SaeCard(Path.of("/no/sae"), "SAELens", "standard",
                OptionalInt.empty(), "blocks.0.hook_resid_post", "blocks.0.hook_resid_post", "the key hook_name", 4, 8,
                false, List.of()), 3)).doing(Operation.CLAMP_FEATURE);
    }

    @Test
    void rowsAreMovedWithTheirSliders() {
        desk.board.add(Boards.calm());
        desk.board.add(NewRows.head(0, 0));
        desk.board.add(NewRows.head(1, 1));
        RowViewModel calm = desk.row(0);
        calm.slide(9, false);
        calm.move(2);
        assertThat(desk.board.rows()).extracting(RowViewModel::name).containsExactly("L0 H0", "L1 H1", "calm");
        assertThat(desk.row(2)).isSameAs(calm);
        calm.move(1);
        assertThat(desk.row(2)).isSameAs(calm);
        desk.workspace.steeringHistory().undo();
        assertThat(desk.row(0)).isSameAs(calm);
        assertThat(calm.rangeProperty().get().high()).isEqualTo(13.5);
    }

    @Test
    void coloursAreGivenOutInTurn() {
        for (int head = 0; head < 9; head++) {
            desk.board.add(NewRows.head(0, head));
        }
        assertThat(desk.board.setProperty().get().rows()).extracting(SteeringRow::colour).containsExactly(0, 1, 2, 3,
                4, 5, 6, 7, 0);
    }

    private Optional<String> problem(int row) {
        return desk.row(row).problemProperty().get().map(SextantException::what);
    }
}
