package org.sextant.runtime.lens;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VectorStatisticsTest {
    /// Worked out by hand.
    private static final float[] X = {3, -4, 0, 0.03f};

    @Test
    void eachStatisticOfAVectorWorkedOutByHand() {
        assertThat(VectorStatistics.norm(X)).isCloseTo(Math.sqrt(25.0009), within(1e-7));
        assertThat(VectorStatistics.mean(X)).isCloseTo(-0.2425, within(1e-7));
        assertThat(VectorStatistics.max(X)).isEqualTo(4);
        assertThat(VectorStatistics.sparsity(X)).as("0 and 0.03 are below 0.04").isEqualTo(0.5);
    }

    @Test
    void kurtosisIsThatOfKnownDistributions() {
        assertThat(VectorStatistics.kurtosis(new float[]{-1, 1, -1, 1})).as("two points").isCloseTo(-2, within(1e-12));
        float[] spike = new float[100];
        spike[17] = 5;
        // A share p of ones: (1 − 3p(1−p)) / (p(1−p)) − 3.
        assertThat(VectorStatistics.kurtosis(spike)).isCloseTo((1 - 3 * 0.0099) / 0.0099 - 3, within(1e-9));
        assertThat(VectorStatistics.kurtosis(new float[]{2, 2, 2})).as("no spread").isNaN();
    }

    @Test
    void cosineIsOneForParallelAndMinusOneForOpposedVectors() {
        assertThat(VectorStatistics.cosine(X, new float[]{6, -8, 0, 0.06f})).isCloseTo(1, within(1e-12));
        assertThat(VectorStatistics.cosine(X, new float[]{-3, 4, 0, -0.03f})).isCloseTo(-1, within(1e-12));
        assertThat(VectorStatistics.cosine(new float[]{1, 0}, new float[]{0, 1})).isZero();
        assertThat(VectorStatistics.cosine(new float[]{1, 0}, new float[2])).as("no direction").isNaN();
    }

    @Test
    void anEntryThatIsNoNumberShowsInEveryStatistic() {
        float[] broken = {1, Float.NaN, 2};
        assertThat(VectorStatistics.norm(broken)).isNaN();
        assertThat(VectorStatistics.mean(broken)).isNaN();
        assertThat(VectorStatistics.max(broken)).isNaN();
        assertThat(VectorStatistics.sparsity(broken)).isNaN();
        assertThat(VectorStatistics.kurtosis(broken)).isNaN();
        assertThat(VectorStatistics.cosine(broken, broken)).isNaN();
    }
}
