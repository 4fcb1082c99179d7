package org.sextant.app.chart;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NumbersAndLimitsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, 0", "0.12, 0.1200", "-3.14159, -3.142", "9.9996, 10.00", "1204.4, 1204",
        "12345.6, 12346",
        "9999999, 1.000e+07", "0.00001234, 1.234e-05", "0.001, 0.001000", "NaN, NaN", "Infinity, ∞",
        "-Infinity, -∞"})
    void numbersHaveFourSignificantDigits(double value, String text) {
        assertThat(Numbers.format(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "0.12, 0.12", "1200, 1200", "1.5e-5, 1.5e-05", "2e9, 2e+09"})
    void briefNumbersDropTheirClosingZeros(double value, String text) {
        assertThat(Numbers.brief(value)).isEqualTo(text);
    }

    @Test
    void automaticLimitsOfSignedValuesReachAsFarOnBothSides() {
        assertThat(Limits.automatic(new float[]{-1, 4, Float.NaN, Float.NEGATIVE_INFINITY}, true))
                .isEqualTo(Limits.symmetric(4));
    }

    @Test
    void automaticLimitsOfUnsignedValuesBeginAtZeroUnlessTheValuesLieFarFromIt() {
        assertThat(Limits.automatic(new float[]{1, 4}, false)).isEqualTo(new Limits(0, 4));
        assertThat(Limits.automatic(new float[]{3, 4}, false)).isEqualTo(new Limits(3, 4));
        assertThat(Limits.automatic(new float[]{-2, 4}, false)).isEqualTo(new Limits(-2, 4));
    }

    @Test
    void oneMassiveActivationDoesNotFlattenTheRest() {
        float[] values = new float[1000];
        Arrays.fill(values, 2);
        values[7] = 5000;

        assertThat(Limits.automatic(values, true)).isEqualTo(Limits.symmetric(2));
    }

    @Test
    void equalOrAbsentValuesStillGiveAScale() {
        assertThat(Limits.automatic(new float[]{}, true)).isEqualTo(Limits.symmetric(1));
        assertThat(Limits.automatic(new float[]{0, 0}, false)).isEqualTo(new Limits(0, 1));
        assertThat(Limits.automatic(new float[]{3, 3}, false)).isEqualTo(new Limits(0, 3));
        assertThat(Limits.automatic(new float[]{-3, -3}, false)).isEqualTo(new Limits(-3, 0));
        assertThatThrownBy(() -> new Limits(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void picturesThatShareLimitsHoldEachOthersValuesUntilLocked() {
        ScaleLimits shared = new ScaleLimits();
        Object first = new Object();
        Object second = new Object();

        shared.contribute(first, new Limits(0, 2));
        shared.contribute(second, new Limits(-1, 1));
        assertThat(shared.limits()).contains(new Limits(-1, 2));

        shared.lock();
        shared.contribute(first, new Limits(0, 9));
        assertThat(shared.limits()).contains(new Limits(-1, 2));

        shared.automatic();
        assertThat(shared.limits()).contains(new Limits(-1, 9));
        shared.withdraw(second);
        assertThat(shared.limits()).contains(new Limits(0, 9));
    }
}
