package org.sextant.app.activations;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.sextant.app.activations.LensPicture.Colour;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapGridFigure;
import org.sextant.runtime.session.LensResult;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.session.TensorValue;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {
    private final StatisticsPicture before = new StatisticsPicture(Samples.statistics(Statistic.NORM));
    private final StatisticsPicture after = new StatisticsPicture(Samples.statistics(Statistic.NORM, 2));

    @Test
    void theDifferenceIsSignedAndSaysWhatItIs() {
        Drawing<StatisticsPicture> drawing = Drawing.of(after, before, Aspect.DIFFERENCE);

        assertThat(drawing.heatmap().signed()).isTrue();
        assertThat(Samples.values(drawing.heatmap())).containsOnly(2);
        assertThat(drawing.heatmap().title()).isEqualTo("norm of blocks.*.hook_resid_post, now − unsteered");
        assertThat(drawing.heatmap().valueLabel()).isEqualTo("L2 norm, now − unsteered");
        assertThat(drawing.provenance().settings()).contains("value=now - unsteered");
    }

    @Test
    void theTableOfTheDifferenceHasAllThreeInPlaceOfTheValue() {
        DataTable table = Drawing.of(after, before, Aspect.DIFFERENCE).table();

        assertThat(table.columns()).containsExactly("site", "layer", "position", "token", "now", "unsteered",
                "difference");
        assertThat(table.texts()).hasSize(6)
                .contains(List.of("blocks.1.hook_resid_post", "1", "2", "\n", "14.0", "12.0", "2.0"));
    }

    @Test
    void nowKeepsTheColumnsOfThePicture() {
        Drawing<StatisticsPicture> drawing = Drawing.of(after, before, Aspect.NOW);

        assertThat(drawing.table().columns()).isEqualTo(before.table().columns());
        assertThat(Samples.values(drawing.heatmap())).startsWith(2, 3, 4);
        assertThat(drawing.heatmap().signed()).isFalse();
    }

    @Test
    void everyHeadOfAttentionIsCompared() {
        AttentionPicture small = AttentionPicture.of(Samples.run("blocks.0.attn.hook_pattern", 1, 2, 3, 3), 0, 1);
        float[] raised = small.pattern().toArray();
        IntStream.range(0, raised.length).forEach(index -> raised[index] += index < 9 ? 1 : -1);
        RunResult run = Samples.run(Map.of("blocks.0.attn.hook_pattern",
                TensorValue.of(raised, 1, 2, 3, 3)));
        Drawing<AttentionPicture> drawing = Drawing.of(AttentionPicture.of(run, 0, 1), small, Aspect.DIFFERENCE);
        HeatmapGridFigure figure = new AttentionHeads(drawing).figure();

        assertThat(figure.heatmaps()).hasSize(2).allMatch(Heatmap::signed);
        assertThat(figure.heatmaps().getFirst().cells().at(2, 1)).isEqualTo(1);
        assertThat(figure.heatmaps().getLast().cells().at(2, 1)).isEqualTo(-1);
        assertThat(figure.heatmaps().getLast().cells().exists(0, 1)).isFalse();
        assertThat(figure.title()).isEqualTo("attention of layer 0, all heads, now − unsteered");
        assertThat(drawing.table().columns()).endsWith("key_token", "now", "unsteered", "difference");
    }

    @Test
    void aLensWritesOnlyTheTokensThatChange() {
        Heatmap heatmap = Drawing.of(lens(0.5f, " Anna", " Tom"), lens(0.75f, " Tom", " Tom"), Aspect.DIFFERENCE)
                .heatmap();

        assertThat(heatmap.cellTexts()).startsWith("·Anna ← ·Tom", "", "");
        assertThat(heatmap.cells().at(0, 0)).isEqualTo(-0.25f);
        assertThat(heatmap.cells().readout(0, 0))
                .isEqualTo("now 0.5000 “·Anna”   unsteered 0.7500 “·Tom”   difference -0.2500");
    }

    @Test
    void theLensTableJoinsTheCandidatesOfBothSides() {
        DataTable table = Drawing.of(lens(0.5f, " Anna", " Tom"), lens(0.75f, " Tom", " Tom"), Aspect.DIFFERENCE)
                .table();

        assertThat(table.columns()).startsWith("layer", "position", "token", "predicted_id", "predicted", "rank_now",
                "rank_unsteered", "probability_now", "probability_unsteered", "probability_difference");
        assertThat(table.texts()).hasSize(4).startsWith(
                List.of("0", "0", "When", "5", " Anna", "0", "", "0.5", "", "", "1.0", "", "", "2.0", "2.0", "0.0"),
                List.of("0", "0", "When", "4", " Tom", "", "0", "", "0.75", "", "", "1.0", "", "2.0", "2.0", "0.0"),
                List.of("0", "1", " Anna", "4", " Tom", "0", "0", "0.5", "0.75", "-0.25", "1.0", "1.0", "0.0", "2.0",
                        "2.0", "0.0"));
    }

    /// One row of three cells: the first predicts one token, the others another.
    private static LensPicture lens(float probability, String first, String others) {
        List<LensResult.Cell> cells = List.of(first, others, others).stream()
                .map(token -> new LensResult.Cell(2, List.of(new Prediction(0, token.length(), token, 1, probability))))
                .toList();
        return new LensPicture(new LensResult(Samples.TOKENS,
                List.of(new LensResult.Row(0, "blocks.0.hook_resid_pre", cells)), Samples.provenance()),
                Colour.PROBABILITY);
    }
}
