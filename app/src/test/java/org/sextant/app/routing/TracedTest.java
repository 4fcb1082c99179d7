package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.sextant.app.activations.Aspect;
import org.sextant.app.activations.Sides;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.state.Selection;

import static org.assertj.core.api.Assertions.assertThat;

/// Routing beside itself without the sliders, what it marks, and the way of one token.
class TracedTest {
    private final RoutingPicture before = new RoutingPicture(RoutedSamples.routing());
    /// Expert 3 of block 1 is switched off: 0 and 2, 1 and 2, 2 and 1 take over.
    private final RoutingPicture now = new RoutingPicture(RoutedSamples.routing(new float[]{0, 2, 1, 2, 2, 1},
            new float[]{.7f, .3f, .6f, .4f, .5f, .5f}));

    private Traced traced(Aspect aspect) {
        return new Traced(new Sides<>(before, Optional.of(now)), Optional.of(aspect), "When Anna sat");
    }

    @Test
    void theDifferenceOfTopExpertsSaysWhoTookOver() {
        Heatmap map = traced(Aspect.DIFFERENCE).heatmap(RoutingMeasure.TOP);

        assertThat(map.cellTexts()).containsExactly("0 ← 3", "1 ← 3", "", "", "", "");
        assertThat(map.cells().at(0, 0)).isEqualTo(.5f);
        assertThat(map.cells().at(1, 0)).isZero();
        assertThat(map.cells().readout(0, 0)).isEqualTo(
                "now E0 0.7000 · E2 0.3000   unsteered E3 0.7500 · E0 0.2500");
    }

    @Test
    void theDifferenceOfLoadsIsSignedAndKeepsLayersApart() {
        Heatmap map = traced(Aspect.DIFFERENCE).heatmap(RoutingMeasure.LOAD);

        assertThat(map.signed()).isTrue();
        assertThat(map.cells().at(0, 3)).isEqualTo(-1f);
        assertThat(map.cells().at(0, 2)).isEqualTo(1f - 1 / 3f);
        assertThat(map.cells().at(1, 0)).isZero();
        assertThat(traced(Aspect.DIFFERENCE).table(RoutingMeasure.LOAD).columns()).containsExactly("layer", "expert",
                "now", "unsteered", "difference");
        assertThat(traced(Aspect.DIFFERENCE).provenance().settings()).contains("value=now - unsteered");
    }

    @Test
    void asItIsNowTheReadoutTellsOfBoth() {
        Heatmap map = traced(Aspect.NOW).heatmap(RoutingMeasure.LOAD);

        assertThat(map.title()).endsWith(", now");
        assertThat(map.cells().at(0, 3)).isZero();
        assertThat(map.cells().readout(0, 3)).isEqualTo("now 0   unsteered 1.000   difference -1.000");
    }

    @Test
    void byTokenTheSelectedExpertIsPinnedWhereverItWasChosen() {
        var unsteered = new Traced(new Sides<>(before, Optional.empty()), Optional.empty(), "");
        Selection selection = Selection.NONE.withToken(2).withExpert(1, 3);

        Marks marks = unsteered.marks(RoutingMeasure.TOP, selection);

        assertThat(marks.mark().column()).hasValue(2);
        assertThat(marks.cell()).hasValue(new Cell(0, 2));
        assertThat(marks.pins()).containsExactly(new Cell(0, 0), new Cell(0, 1), new Cell(0, 2));
    }

    @Test
    void byExpertThoseThatTheTokenWentToArePinned() {
        var unsteered = new Traced(new Sides<>(before, Optional.empty()), Optional.empty(), "");

        Marks marks = unsteered.marks(RoutingMeasure.LOAD, Selection.NONE.withToken(1).withLayer(2));

        assertThat(marks.mark().row()).hasValue(1);
        assertThat(marks.cell()).isEmpty();
        assertThat(marks.pins()).containsExactly(new Cell(0, 3), new Cell(0, 1), new Cell(1, 0), new Cell(1, 1));
    }

    @Test
    void clickingATokenSelectsItsTopExpert() {
        Selection selection = traced(Aspect.NOW).select(Selection.NONE, RoutingMeasure.TOP, new Cell(0, 1));

        assertThat(selection.token()).hasValue(1);
        assertThat(selection.layer()).hasValue(1);
        assertThat(selection.expert()).hasValue(1);
        assertThat(selection.withLayer(2).expert()).as("an expert belongs to its block").isEmpty();
    }

    @Test
    void theWayOfATokenShowsRoutersChosenAndSharedExperts() {
        var lanes = new LanesPicture(before, 0);
        Heatmap map = lanes.heatmap();

        assertThat(map.columnLabels()).containsExactly("0", "1", "2", "3", "shared");
        assertThat(map.cellTexts().subList(0, 5)).containsExactly(".25", "", "", ".75", ".10");
        assertThat(map.cells().exists(0, 4)).isFalse();
        assertThat(map.cells().at(1, 2)).isEqualTo(.25f);
        assertThat(lanes.rows(0)).extracting(LanesPicture.Row::expert).containsExactly(3, 0, -1, 1, 2);
        assertThat(lanes.table().texts()).contains(List.of("1", "3", "0", "0.75", "0.6102957", "2.0", "0.1"));
    }

    @Test
    void theDifferenceOfLanesSaysWhoCameInAndWhoWentOut() {
        Heatmap map = new LanesViewModel.Lanes(traced(Aspect.DIFFERENCE), 0).heatmap();

        assertThat(map.cellTexts().subList(0, 5)).containsExactly("", "", "in", "out", "");
        assertThat(map.signed()).isTrue();
    }
}
