package org.sextant.app.activations;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sextant.app.state.Selection;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.InspectRequest;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.session.TensorValue;

import static org.assertj.core.api.Assertions.assertThat;

class InspectorViewModelTest {
    private final StubModel model = new StubModel();
    private final Desk desk = Desk.with(model);
    private final InspectorViewModel inspector = new InspectorViewModel(desk.sources);

    @BeforeEach
    void look() {
        inspector.setActive(true);
    }

    @Test
    void withoutASelectionItSaysSo() {
        assertThat(inspector.stateProperty().get()).isEqualTo(PaneState.NOTHING_SELECTED);
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void asksForTheSelectedVector() {
        desk.workspace.select(Selection.NONE.withToken(2).withLayer(1).withHead(3).withSite("blocks.1.attn.hook_z"));

        assertThat(model.last().request()).isEqualTo(new InspectRequest(new Prompt.Ids(List.of(5, 6, 7)),
                "blocks.1.attn.hook_z", 2, OptionalInt.of(3), 10));
    }

    @Test
    void aTokenAloneMeansTheLastResidualStream() {
        desk.workspace.select(Selection.NONE.withToken(0));

        assertThat(inspector.targetProperty().get())
                .hasValue(new InspectorViewModel.Target(0, "blocks.1.hook_resid_post", OptionalInt.empty()));
    }

    @Test
    void theBreadcrumbHasTheLayerOfTheVectorThatStandsForAToken() {
        desk.workspace.select(Selection.NONE.withToken(0));
        assertThat(inspector.inspectedProperty().get().layer()).hasValue(1);

        desk.workspace.select(Selection.NONE.withToken(0).withLayer(0).withSite("hook_embed"));
        assertThat(inspector.inspectedProperty().get().layer()).isEmpty();

        desk.workspace.select(Selection.NONE.withLayer(0));
        assertThat(inspector.inspectedProperty().get()).isEqualTo(Selection.NONE.withLayer(0));
    }

    @Test
    void theTitleBelongsToTheValuesUntilTheNextAreThere() {
        desk.workspace.select(Selection.NONE.withToken(0).withLayer(0));
        model.last().answer(result());
        desk.workspace.select(Selection.NONE.withToken(0).withLayer(1));
        assertThat(inspector.targetProperty().get().orElseThrow().site()).isEqualTo("blocks.1.hook_resid_post");
        assertThat(inspector.shownProperty().get().orElseThrow().site()).isEqualTo("blocks.0.hook_resid_post");

        inspector.cancel();
        assertThat(inspector.shownProperty().get()).isEqualTo(inspector.targetProperty().get());
        inspector.askAgain();
        model.last().answer(result());
        assertThat(inspector.shownProperty().get().orElseThrow().site()).isEqualTo("blocks.1.hook_resid_post");
    }

    @Test
    void theSelectedLayerLeadsTheSite() {
        desk.workspace.select(Selection.NONE.withToken(0).withSite("blocks.1.mlp.hook_post").withLayer(0));

        assertThat(inspector.targetProperty().get().orElseThrow().site()).isEqualTo("blocks.0.mlp.hook_post");
    }

    @Test
    void aPositionThatTheRunLacksIsNoSelection() {
        desk.workspace.select(Selection.NONE.withToken(3));

        assertThat(inspector.stateProperty().get()).isEqualTo(PaneState.NOTHING_SELECTED);
    }

    @Test
    void choosingADimensionSelectsItAndAsksNothing() {
        desk.workspace.select(Selection.NONE.withToken(1));
        model.last().answer(result());
        inspector.selectDimension(7);

        assertThat(desk.workspace.selection()).isEqualTo(new Selection(OptionalInt.of(1), OptionalInt.of(1),
                OptionalInt.empty(), OptionalInt.of(7), "blocks.1.hook_resid_post"));
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void ofManySelectionsOnlyTheNewestIsShown() {
        desk.workspace.select(Selection.NONE.withToken(0));
        StubModel.Asked first = model.last();
        desk.workspace.select(Selection.NONE.withToken(1));
        first.answer(result());
        assertThat(inspector.inspectionProperty().get()).isEmpty();

        model.last().answer(result());
        assertThat(inspector.inspectionProperty().get().orElseThrow().target().position()).isEqualTo(1);
    }

    @Test
    void theHistogramCountsEveryFiniteValue() {
        Histogram histogram = Histogram
                .of(TensorValue.of(new float[]{-1, -0.9f, 0, 1, Float.NaN, Float.POSITIVE_INFINITY}, 6), 4);

        assertThat(histogram.low()).isEqualTo(-1);
        assertThat(histogram.high()).isEqualTo(1);
        assertThat(histogram.counts()).containsExactly(2, 0, 1, 1);
    }

    private static InspectResult result() {
        return result(1);
    }

    /// @param first entry of two; the other is 2
    static InspectResult result(float first) {
        return new InspectResult(Samples.TOKENS.get(1), "blocks.1.hook_resid_post",
                TensorValue.of(new float[]{first, 2}, 2), Map.of(Statistic.NORM, 2f), List.of(), List.of(),
                Samples.provenance());
    }
}
