package org.sextant.app.compare;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.PointsFigure;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersResult;
import org.sextant.runtime.session.CompareLayersResult.Layer;
import org.sextant.runtime.session.LayerPair;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.TensorValue;

import static org.assertj.core.api.Assertions.assertThat;

/// A model of two blocks beside one of one block.
class LayersPictureTest {
    private static final List<String> TWO = List.of("blocks.0.hook_resid_pre", "blocks.0.hook_resid_post",
            "blocks.1.hook_resid_post");
    private static final List<String> ONE = TWO.subList(0, 2);

    private static Provenance from(String model, List<String> settings) {
        return new Provenance(model, "/m", "1", "float32", "cpu", "", List.of(), List.of(), settings, "test");
    }

    private static CompareLayersResult result() {
        return new CompareLayersResult(
                List.of(new Layer(new LayerPair(0, 0, TWO.get(0), ONE.get(0), 4, 4), 1, 1),
                        new Layer(new LayerPair(1, 1, TWO.get(1), ONE.get(1), 4, 4), 0.5, 1),
                        new Layer(new LayerPair(2, 1, TWO.get(2), ONE.get(1), 4, 4), 0.25, 2)),
                TWO, ONE, Map.of(Similarity.CKA, TensorValue.of(new float[]{1, 0.2f, 0.3f, 0.9f, 0.4f, 0.8f}, 3, 2)), 9,
                1, 0, 0.1, List.of(), Map.of(), from("deep", List.of()), from("flat", List.of("edit=add")));
    }

    @Test
    void layersSayWhichBlockTheyGoIntoOrComeFrom() {
        Heatmap heatmap = new LayersPicture(result(), Similarity.CKA, "first", "second").heatmap();

        assertThat(heatmap.rowLabels()).containsExactly("in 0", "out 0", "out 1");
        assertThat(heatmap.columnLabels()).containsExactly("in 0", "out 0");
        assertThat(heatmap.rowAxis()).isEqualTo("residual stream of first");
        assertThat(heatmap.columnAxis()).isEqualTo("residual stream of second");
    }

    @Test
    void aCellNamesBothLayersAndItsValue() {
        var picture = new LayersPicture(result(), Similarity.CKA, "first", "second");

        assertThat(picture.words(2, 0)).startsWith("A output of block 1, B input of block 0").endsWith("0.4000");
    }

    @Test
    void theCurveNamesTheSameLayersAsTheMatrix() {
        var picture = new LayersPicture(result(), Similarity.CKA, "first", "second");

        PointsFigure figure = new SimilarityCurve(picture).figure();

        assertThat(figure.across().title()).isEqualTo("residual stream of first");
        assertThat(figure.across().places()).isEqualTo(picture.heatmap().rowLabels());
        assertThat(figure.title()).endsWith("by layer, first and second");
        assertThat(figure.series().getFirst().points()).extracting(PointsFigure.Point::readout)
                .satisfiesExactly(in -> assertThat(in).startsWith("input of block 0: "),
                        out -> assertThat(out).startsWith("output of block 0: "),
                        last -> assertThat(last).startsWith("output of block 1 · output of block 0: "));
    }

    @Test
    void theTablesCountTheRowsAsTheCommandDoes() {
        var table = new LayersPicture(result(), Similarity.CKA, "first", "second").table();

        assertThat(table.columns()).startsWith("layer", "layer_b", "site_a", "site_b");
        assertThat(table.rows().get().toList().getLast()).startsWith(DataCell.of(2), DataCell.of(1),
                DataCell.of("blocks.1.hook_resid_post"));
    }

    @Test
    void withoutOtherNamesSidesAreCalledAfterTheirModels() {
        var picture = new LayersPicture(result(), Similarity.CKA);

        assertThat(picture.a()).isEqualTo("deep");
        assertThat(picture.b()).isEqualTo("flat, steered");
    }
}
