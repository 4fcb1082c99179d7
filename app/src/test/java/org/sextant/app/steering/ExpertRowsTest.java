package org.sextant.app.steering;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.app.state.Workspace;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

import static org.assertj.core.api.Assertions.assertThat;

/// Experts on the board, as other views change them.
class ExpertRowsTest {
    private final Workspace workspace = new Workspace();
    private final ExpertRows experts = new ExpertRows(workspace);

    private List<SteeringRow> rows() {
        return workspace.steeringProperty().get().rows();
    }

    private static ExpertGain times(double gain) {
        return new ExpertGain(3, 7, gain, ExpertGain.Mode.MASK);
    }

    @Test
    void anExpertGetsOneRowThatMovesWithEveryChange() {
        experts.set(times(0));
        experts.set(times(2));

        assertThat(rows()).extracting(SteeringRow::name).containsExactly("L3 E7");
        assertThat(experts.gain(3, 7)).isEqualTo(2);
        assertThat(experts.gain(3, 8)).isEqualTo(1);
    }

    @Test
    void everyChangeIsTakenBackByItself() {
        experts.set(times(0));
        experts.add("top 2 off", List.of(ExpertGain.off(1, 1), ExpertGain.off(2, 2)));
        assertThat(rows()).hasSize(2);

        workspace.steeringHistory().undo();
        assertThat(rows()).extracting(SteeringRow::name).containsExactly("L3 E7");
        workspace.steeringHistory().undo();
        assertThat(rows()).isEmpty();
    }

    @Test
    void aChangeHoldsAgainstAGroupThatStandsBelow() {
        experts.set(times(0.5));
        experts.add("group", List.of(times(0), ExpertGain.off(1, 1)));
        assertThat(experts.gain(3, 7)).isZero();

        experts.set(times(2));

        assertThat(rows()).extracting(SteeringRow::name).containsExactly("group", "L3 E7");
        assertThat(experts.gain(3, 7)).isEqualTo(2);
    }

    @Test
    void aMutedRowIsHeardAgainWhenItIsChanged() {
        experts.set(times(0));
        workspace.steeringHistory().change(new SteeringSet(
                List.of(new RowEdits(rows().getFirst()).muted(true)), 1));
        assertThat(experts.gain(3, 7)).isEqualTo(1);

        experts.set(times(0));

        assertThat(experts.gain(3, 7)).isZero();
    }

    @Test
    void forgettingTakesItsOwnRowAlone() {
        experts.add("group", List.of(times(0), ExpertGain.off(1, 1)));
        experts.set(times(2));

        experts.forget(3, 7);

        assertThat(rows()).extracting(SteeringRow::name).containsExactly("group");
    }
}
