package org.sextant.app.steering;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SliderRangeTest {
    private final SliderRange vector = new SliderRange(0, 2, Double.NEGATIVE_INFINITY);

    @Test
    void stepsAreRoundNumbers() {
        assertThat(vector.fine()).isEqualTo(0.02, within(1e-12));
        assertThat(vector.coarse()).isEqualTo(0.2, within(1e-12));
        assertThat(new SliderRange(0, 9, Double.NEGATIVE_INFINITY).fine()).isEqualTo(0.1, within(1e-12));
    }

    @Test
    void aThumbNearTheTickMeansTheTick() {
        assertThat(vector.rounded(0.025)).isZero();
        assertThat(vector.rounded(0.7342834)).isEqualTo(0.74);
    }

    @Test
    void stepsEndAtTheEnds() {
        assertThat(vector.stepped(1.99, 10)).isEqualTo(2);
        assertThat(vector.stepped(0.1, -1)).isEqualTo(0.08);
    }

    @Test
    void expertsAreNeverNegative() {
        SliderRange expert = SliderRange.of(new RowEdits(NewRows.expert(0, 0)));
        assertThat(expert.low()).isZero();
        assertThat(expert.neutral()).isEqualTo(1);
        assertThat(expert.takes(-0.1)).isFalse();
        assertThat(expert.covering(5).low()).isZero();
    }
}
