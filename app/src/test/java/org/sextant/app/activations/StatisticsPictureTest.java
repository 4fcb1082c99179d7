package org.sextant.app.activations;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.Statistic;

import static org.assertj.core.api.Assertions.assertThat;

class StatisticsPictureTest {
    private final StatisticsPicture layers = new StatisticsPicture(Samples.statistics(Statistic.NORM));
    private final StatisticsPicture heads = new StatisticsPicture(Samples.headStatistics());

    @Test
    void rowsAreLayersFromTheFirstAndColumnsAreTokens() {
        Heatmap heatmap = layers.heatmap();

        assertThat(heatmap.title()).isEqualTo("norm of blocks.*.hook_resid_post");
        assertThat(heatmap.rowAxis()).isEqualTo("layer");
        assertThat(heatmap.rowLabels()).containsExactly("0", "1");
        assertThat(heatmap.columnLabels()).containsExactly("When", "·Anna", "↵");
        assertThat(Samples.values(heatmap)).containsExactly(0, 1, 2, 10, 11, 12);
    }

    @Test
    void onlyStatisticsWithASignDivergeFromZero() {
        assertThat(layers.heatmap().signed()).isFalse();
        assertThat(new StatisticsPicture(Samples.statistics(Statistic.COSINE)).heatmap().signed()).isTrue();
    }

    @Test
    void headsGetRowsOfTheirOwn() {
        Heatmap heatmap = heads.heatmap();

        assertThat(heatmap.rowAxis()).isEqualTo("layer.head");
        assertThat(heatmap.rowLabels()).containsExactly("0.0", "0.1", "1.0", "1.1");
        assertThat(Samples.values(heatmap)).containsExactly(0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
    }

    @Test
    void theTableHasOneRowACellWithTheTextAsItIs() {
        DataTable table = layers.table();

        assertThat(table.columns()).containsExactly("site", "layer", "position", "token", "value");
        assertThat(table.texts()).containsExactly(List.of("blocks.0.hook_resid_post", "0", "0", "When", "0.0"),
                List.of("blocks.0.hook_resid_post", "0", "1", " Anna", "1.0"),
                List.of("blocks.0.hook_resid_post", "0", "2", "\n", "2.0"),
                List.of("blocks.1.hook_resid_post", "1", "0", "When", "10.0"),
                List.of("blocks.1.hook_resid_post", "1", "1", " Anna", "11.0"),
                List.of("blocks.1.hook_resid_post", "1", "2", "\n", "12.0"));
    }

    @Test
    void theTableOfHeadsNamesTheHead() {
        assertThat(heads.table().columns()).containsExactly("site", "layer", "position", "token", "value", "head");
        assertThat(heads.table().texts())
                .contains(List.of("blocks.1.attn.hook_z", "1", "2", "\n", "102.0", "0"),
                        List.of("blocks.1.attn.hook_z", "1", "0", "When", "110.0", "1"))
                .hasSize(12);
    }

    @Test
    void aClickSelectsTokenLayerHeadAndSite() {
        Selection selection = heads.select(Selection.NONE, 3, 1);

        assertThat(selection).isEqualTo(new Selection(OptionalInt.of(1), OptionalInt.of(1), OptionalInt.of(1),
                OptionalInt.empty(), "blocks.1.attn.hook_z"));
        assertThat(heads.mark(selection)).isEqualTo(new Mark(OptionalInt.of(3), OptionalInt.of(1)));
    }

    @Test
    void theHeadSurvivesAClickWhereNoHeadsAre() {
        assertThat(layers.select(Selection.NONE.withHead(2), 1, 1).head()).hasValue(2);
    }

    @Test
    void aTokenChosenElsewhereMarksItsColumn() {
        assertThat(layers.mark(Selection.NONE.withToken(2)))
                .isEqualTo(new Mark(OptionalInt.empty(), OptionalInt.of(2)));
        assertThat(layers.mark(Selection.NONE.withToken(3))).isEqualTo(Mark.NONE);
    }

    @Test
    void theFirstLayerHasNoLayerBeforeToBeComparedWith() {
        Heatmap cosine = new StatisticsPicture(Samples.statistics(Statistic.COSINE)).heatmap();

        assertThat(cosine.cells().exists(0, 1)).isFalse();
        assertThat(cosine.cells().exists(1, 1)).isTrue();
        assertThat(layers.heatmap().cells().exists(0, 1)).isTrue();
    }
}
