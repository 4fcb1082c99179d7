package org.sextant.app.routing;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Heatmap;
import org.sextant.runtime.session.RoutingResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What a prompt's routing looks like.
class RoutingPictureTest {
    private final RoutingPicture picture = new RoutingPicture(RoutedSamples.routing());

    @Test
    void theTopExpertIsThatOfTheLargestWeightAndItsNumberStandsInTheCell() {
        Heatmap map = picture.heatmap(RoutingMeasure.TOP);

        assertThat(map.rowLabels()).containsExactly("1", "2");
        assertThat(map.columnLabels()).containsExactly("When", "·Anna", "·sat");
        assertThat(map.cellTexts()).containsExactly("3", "3", "2", "0", "0", "0");
        assertThat(map.cells().at(0, 1)).isEqualTo(.6f);
        assertThat(map.signed()).isFalse();
    }

    @Test
    void aCellTellsRanksWeightsLogitsSharedExpertAndEntropy() {
        assertThat(picture.heatmap(RoutingMeasure.TOP).cells().readout(0, 0)).isEqualTo(
                "E3 weight 0.7500 logit 2.000 · E0 weight 0.2500 logit 1.000   shared expert 0.1000 of the output"
                        + "   entropy 1.049 nats");
    }

    /// exp(1), 1, 1, exp(2) ÷ their sum, by hand: 0.2245, 0.0826, 0.0826, 0.6103.
    @Test
    void loadsWeightsAndProbabilitiesAreMeansOverTheTokens() {
        assertThat(values(RoutingMeasure.LOAD)).usingComparatorWithPrecision(1e-6f).containsExactly(1 / 3f, 1 / 3f,
                1 / 3f, 1f, 1f, 1f, 0f, 0f);
        assertThat(values(RoutingMeasure.WEIGHT)[3]).isCloseTo((.75f + .6f + .5f) / 3, within(1e-6f));
        assertThat(values(RoutingMeasure.PROBABILITY)[4]).isCloseTo(.25f, within(1e-6f));
        assertThat(picture.loads().meanWeight(0, 3)).isCloseTo(1.85f / 3, within(1e-6f));
    }

    @Test
    void theEntropyOfAnEvenRouterIsTheLogarithmOfItsExperts() {
        assertThat(values(RoutingMeasure.ENTROPY)[3]).isCloseTo((float) Math.log(4), within(1e-6f));
    }

    private float[] values(RoutingMeasure measure) {
        Heatmap.Cells cells = picture.heatmap(measure).cells();
        float[] values = new float[cells.rows() * cells.columns()];
        IntStream.range(0, values.length)
                .forEach(i -> values[i] = cells.at(i / cells.columns(), i % cells.columns()));
        return values;
    }

    @Test
    void theTableHasARowForEachChosenExpert() {
        assertThat(picture.table().columns()).containsExactly("layer", "position", "token", "rank", "expert", "weight",
                "router_logit");
        assertThat(picture.table().texts()).hasSize(12).startsWith(List.of("1", "0", "When", "0", "3", "0.75", "2.0"),
                List.of("1", "0", "When", "1", "0", "0.25", "1.0"));
        assertThat(picture.loadTable().texts()).hasSize(8)
                .contains(List.of("2", "1", "3", "1.0", "0.1", "0.25"));
    }

    @Test
    void rowsAreTheBlocksThatHaveExperts() {
        assertThat(picture.row(2)).hasValue(1);
        assertThat(picture.row(0)).isEqualTo(OptionalInt.empty());
        assertThat(picture.rank(0, 1, 1)).hasValue(1);
        assertThat(picture.rank(0, 1, 2)).isEmpty();
    }

    @Test
    void aPictureOfALargeModelIsFilledWhenItIsLookedAt() {
        RoutingResult large = RoutedSamples.large(58, 256, 8, 128, 1);
        Heatmap map = new RoutingPicture(large).heatmap(RoutingMeasure.LOAD);

        assertThat(map.cells().rows()).isEqualTo(58);
        double inARow = IntStream.range(0, 256).mapToDouble(expert -> map.cells().at(7, expert)).sum();
        assertThat(inARow).isCloseTo(8, within(1e-4));
    }
}
