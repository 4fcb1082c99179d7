package org.sextant.runtime.steering;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SeparationTest {
    /// Counted pair by pair, with many ties.
    @Test
    void itsAurocIsTheShareOfPairsInOrder() {
        Random random = new Random(6);
        double[] positive = IntStream.range(0, 37).mapToDouble(_ -> random.nextInt(9) + 2).toArray();
        double[] negative = IntStream.range(0, 23).mapToDouble(_ -> random.nextInt(9)).toArray();
        double above = 0;
        for (double one : positive) {
            for (double other : negative) {
                above += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        assertThat(Separation.of(positive, negative).auroc()).isCloseTo(above / (37 * 23), within(1e-12));
    }

    @Test
    void itsDistanceIsInPooledDeviations() {
        Separation separation = Separation.of(new double[]{4, 6, 8}, new double[]{1, 3});
        assertThat(separation.positive()).isEqualTo(new Separation.Spread(6, 2, 3));
        assertThat(separation.negative().mean()).isEqualTo(2);
        assertThat(separation.negative().deviation()).isCloseTo(Math.sqrt(2), within(1e-12));
        // Pooled variance: (2 · 4 + 1 · 2) / 3.
        assertThat(separation.distance()).isCloseTo(4 / Math.sqrt(10.0 / 3), within(1e-12));
        assertThat(separation.auroc()).isEqualTo(1);
    }

    @Test
    void onePromptOfEachHasNoDeviation() {
        Separation separation = Separation.of(new double[]{1}, new double[]{1});
        assertThat(separation.auroc()).isEqualTo(0.5);
        assertThat(separation.distance()).isNaN();
        assertThat(separation.positive()).isEqualTo(new Separation.Spread(1, 0, 1));
    }
}
