package org.sextant.runtime.session;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Against values worked out by hand from the formulas, within 1e-4.
class EstimatesTest {
    private static final double TOLERANCE = 1e-4;

    /// Wilson's interval of 8 in 10 with z = 1.95996: (0.4902, 0.9433).
    @Test
    void aShareHasWilsonsInterval() {
        Estimate share = Estimates.share(new double[]{1, 1, 1, 1, 0, 1, 1, 0, 1, 1});
        assertThat(share.value()).isEqualTo(0.8);
        assertThat(share.low()).isCloseTo(0.4902, within(TOLERANCE));
        assertThat(share.high()).isCloseTo(0.9433, within(TOLERANCE));
        assertThat(share.count()).isEqualTo(10);
    }

    /// All of 156: 1 / (1 + 3.84146 / 156) = 0.97597.
    @Test
    void aShareOfAllIsNotSure() {
        double[] all = new double[156];
        Arrays.fill(all, 1);
        assertThat(Estimates.share(all).low()).isCloseTo(0.97597, within(TOLERANCE));
        assertThat(Estimates.share(all).high()).isCloseTo(1, within(TOLERANCE));
    }

    /// Mean 2.5, standard deviation 1.29099, t(3) = 3.18245: ± 2.05426.
    @Test
    void aMeanHasStudentsInterval() {
        Estimate mean = Estimates.mean(new double[]{1, 2, 3, 4});
        assertThat(mean.value()).isEqualTo(2.5);
        assertThat(mean.low()).isCloseTo(2.5 - 2.05426, within(TOLERANCE));
        assertThat(mean.high()).isCloseTo(2.5 + 2.05426, within(TOLERANCE));
    }

    /// Sums 2, 3, 7 over 1, 2, 3: ratio 2, residuals 0, −1, 1; error √(2 · 3 / 2) / 6 = 0.288675, t(2) = 4.30265.
    @Test
    void aRatioWeighsTextsByTheirLength() {
        Estimate ratio = Estimates.ratio(new double[]{2, 3, 7}, new int[]{1, 2, 3});
        assertThat(ratio.value()).isEqualTo(2);
        assertThat(ratio.high()).isCloseTo(2 + 4.30265 * 0.288675, within(TOLERANCE));
    }

    @Test
    void onePromptTellsNothingOfHowPromptsDiffer() {
        assertThat(Estimates.mean(new double[]{3}).low()).isNaN();
        assertThat(Estimates.ratio(new double[]{3}, new int[]{2}).value()).isEqualTo(1.5);
        assertThat(Estimates.ratio(new double[]{3}, new int[]{2}).high()).isNaN();
    }
}
