package org.sextant.app.routing;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Heatmap;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.routing.Resonance.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What token resonance looks like.
class ResonancePictureTest {
    private final Resonance resonance = new Resonance(2, List.of(new float[]{1, 0, .5f, .5f}, new float[]{.5f, .5f, .5f,
        .5f}), List.of(new float[]{0, 1, .5f, .5f}, new float[]{0, 1, .25f, .75f}));
    private final ResonancePicture picture = new ResonancePicture(resonance, List.of(3, 5), RoutedSamples.provenance());

    @Test
    void theMapIsSignedAndSaysLayersAsTheModelCountsThem() {
        Heatmap map = picture.heatmap(Order.DELTA);

        assertThat(map.signed()).isTrue();
        assertThat(map.rowLabels()).containsExactly("3", "5");
        assertThat(map.cells().at(0, 0)).isEqualTo(.75f);
        assertThat(map.cells().at(0, 1)).isEqualTo(-.75f);
        assertThat(map.cells().readout(0, 0))
                .isEqualTo("target 0.7500   rest 0   Δ +0.7500   z 3.000   ratio 1.000");
    }

    @Test
    void theRankedTableBeginsWithTheMostResonant() {
        assertThat(picture.table(Order.DELTA).columns()).containsExactly("layer", "expert", "delta", "target_mean",
                "rest_mean", "z");
        assertThat(picture.table(Order.DELTA).texts()).startsWith(List.of("3", "0", "0.75", "0.75", "0.0", "3.0"))
                .endsWith(List.of("3", "1", "-0.75", "0.25", "1.0", "-3.0"));
        assertThat(picture.table().texts()).extracting(row -> row.get(0) + "." + row.get(1))
                .containsExactly("3.0", "3.1", "5.0", "5.1");
    }

    @Test
    void layersMustBeThoseThatWereCompared() {
        assertThatThrownBy(() -> new ResonancePicture(resonance, List.of(3), RoutedSamples.provenance()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
