package org.sextant.runtime.steering;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LogisticProbeTest {
    /// At the least loss its slopes in weight and intercept are zero: for classes that overlap, for classes that are far
    /// apart, with fewer rows than numbers and with more.
    @ParameterizedTest
    @CsvSource({"60, 40, 5, 0.3", "6, 9, 30, 1", "50, 50, 4, 400", "1, 3, 2, 2"})
    void itIsWhereTheLossIsLeast(int positive, int negative, int width, double apart) {
        Contrast contrast = Contrasts.random(positive, negative, width, apart, 8);
        LogisticProbe probe = LogisticProbe.fit(contrast);

        double[] slope = probe.weight().clone();
        double slopeOfIntercept = 0;
        List<float[]> rows = contrast.rows().toList();
        for (int i = 0; i < rows.size(); i++) {
            double label = i < positive ? 1 : -1;
            double value = Rows.dot(rows.get(i), probe.weight()) + probe.intercept();
            double pull = -label / (1 + Math.exp(label * value));
            Rows.add(rows.get(i), pull, slope);
            slopeOfIntercept += pull;
        }
        assertThat(Math.sqrt(Rows.dot(slope, slope))).isLessThan(2e-4);
        assertThat(slopeOfIntercept).isCloseTo(0, within(1e-5));
    }

    /// What L-BFGS finds for these rows.
    @Test
    void itIsThatOfTheReference() {
        LogisticProbe probe = LogisticProbe.fit(Contrasts.golden());
        assertThat(probe.weight()).containsExactly(
                new double[]{1.7053572932550, -0.3606018720976, -0.2205393816634, 0.0263487720926}, within(1e-6));
        assertThat(probe.intercept()).isCloseTo(0.0334494975106, within(1e-6));
    }
}
