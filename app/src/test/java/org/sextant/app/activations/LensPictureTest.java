package org.sextant.app.activations;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.sextant.app.activations.LensPicture.Colour;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.LensResult;
import org.sextant.runtime.session.Prediction;

import static org.assertj.core.api.Assertions.assertThat;

class LensPictureTest {
    private final LensPicture picture = new LensPicture(Samples.lens(), Colour.PROBABILITY);

    @Test
    void theFirstRowIsTheInputAndEachCellShowsItsTopToken() {
        Heatmap heatmap = picture.heatmap();

        assertThat(heatmap.rowLabels()).containsExactly("in 0", "out 0", "out 1");
        assertThat(heatmap.cellTexts()).containsExactly("·00", "·01", "·02", "·10", "·11", "·12", "·20", "·21", "·22");
        assertThat(Samples.values(heatmap)).containsExactly(0, .01f, .02f, .1f, .11f, .12f, .2f, .21f, .22f);
    }

    @Test
    void entropyColoursTheSameCells() {
        Heatmap heatmap = new LensPicture(Samples.lens(), Colour.ENTROPY).heatmap();

        assertThat(Samples.values(heatmap)).containsExactly(0, 1, 2, 10, 11, 12, 20, 21, 22);
        assertThat(heatmap.valueLabel()).contains("nats");
    }

    @Test
    void theTableListsEveryCandidate() {
        DataTable table = picture.table();

        assertThat(table.columns()).containsExactly("layer", "position", "token", "rank", "predicted_id", "predicted",
                "probability", "logit", "entropy");
        assertThat(table.texts()).hasSize(18)
                .startsWith(List.of("0", "0", "When", "0", "100", " 00", "0.0", "0.0", "0.0"),
                        List.of("0", "0", "When", "1", "1", "\n", "0.001", "-1.0", "0.0"))
                .contains(List.of("2", "1", " Anna", "0", "121", " 21", "0.21", "21.0", "21.0"));
    }

    @Test
    void aClickSelectsTheSiteThatTheRowRead() {
        Selection output = picture.select(Selection.NONE, 2, 1);
        Selection input = picture.select(Selection.NONE, 0, 2);

        assertThat(output).isEqualTo(new Selection(OptionalInt.of(1), OptionalInt.of(1), OptionalInt.empty(),
                OptionalInt.empty(), "blocks.1.hook_resid_post"));
        assertThat(input.site()).isEqualTo("blocks.0.hook_resid_pre");
        assertThat(picture.mark(output)).isEqualTo(new Mark(OptionalInt.of(2), OptionalInt.of(1)));
        assertThat(picture.mark(input)).isEqualTo(new Mark(OptionalInt.of(0), OptionalInt.of(2)));
    }

    @Test
    void theHeadSurvivesAClick() {
        Selection clicked = picture.select(Selection.NONE.withHead(3).withLayer(0).withToken(0), 2, 1);

        assertThat(clicked.head()).hasValue(3);
        assertThat(clicked.layer()).hasValue(1);
        assertThat(clicked.token()).hasValue(1);
    }

    @Test
    void anEntryStaysSelectedOnlyWhereItIsTheSameThing() {
        Selection from = Selection.NONE.withSite("blocks.0.hook_resid_post").withDimension(5);

        assertThat(picture.select(from, 2, 1).dimension()).hasValue(5);
        assertThat(picture.select(from, 0, 1).dimension()).isEmpty();
    }

    @Test
    void aLayerChosenElsewhereMarksTheOutputOfThatBlock() {
        assertThat(picture.mark(Selection.NONE.withLayer(0).withToken(1)))
                .isEqualTo(new Mark(OptionalInt.of(1), OptionalInt.of(1)));
    }

    @Test
    void whatIsNoNumberPredictsNoToken() {
        LensResult.Cell broken = new LensResult.Cell(Float.NaN,
                List.of(new Prediction(0, 0, "the", Float.NaN, Float.NaN)));
        LensResult.Row row = new LensResult.Row(0, "blocks.0.hook_resid_pre", List.of(broken, broken, broken));
        var heatmap = new LensPicture(new LensResult(Samples.TOKENS, List.of(row), Samples.provenance()),
                Colour.PROBABILITY).heatmap();

        assertThat(heatmap.cellTexts()).containsExactly("", "", "");
        assertThat(heatmap.cells().at(0, 1)).isNaN();
        assertThat(heatmap.cells().exists(0, 1)).isTrue();
    }
}
