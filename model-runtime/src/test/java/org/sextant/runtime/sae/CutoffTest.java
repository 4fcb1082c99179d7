package org.sextant.runtime.sae;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Against sorting everything.
class CutoffTest {
    private static final int LENGTH = 300;

    private static float[] values(long seed) {
        Random random = new Random(seed);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) (random.nextGaussian() * Math.exp(3 * random.nextGaussian()));
        }
        return values;
    }

    private static long kept(float[] values, float bound) {
        long count = 0;
        for (float value : values) {
            count += value > 0 && value >= bound ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void asManyStayAsAreAskedForOrAsArePositive(long seed) {
        float[] values = values(seed);
        long positive = kept(values, 0);
        assertThat(positive).isBetween(100L, 200L);
        for (int keep : new int[]{1, 2, 7, 40, 99, (int) positive, LENGTH}) {
            float bound = new Cutoff().ofCount(values, 0, LENGTH, keep);
            assertThat(kept(values, bound)).isEqualTo(Math.min(keep, positive));
        }
    }

    /// One after another in one cutoff, larger and smaller ones, so that what it remembers both helps and misleads.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOthersBecomeZeroWhateverCameBefore(long seed) {
        Cutoff one = new Cutoff();
        for (float scale : new float[]{1, 1.1f, 1e-3f, 1e4f, 0.9f, 1e-30f}) {
            for (int keep : new int[]{7, 1, 40, 99, LENGTH}) {
                float[] values = values(seed + Float.hashCode(scale));
                for (int i = 0; i < LENGTH; i++) {
                    values[i] *= scale;
                }
                float[] kept = values.clone();
                one.keep(kept, keep);
                float bound = new Cutoff().ofCount(values, 0, LENGTH, keep);
                for (int i = 0; i < LENGTH; i++) {
                    assertThat(kept[i]).isEqualTo(values[i] > 0 && values[i] >= bound ? values[i] : 0);
                }
            }
        }
    }

    @Test
    void whatIsNoNumberStays() {
        float[] values = {1, Float.NaN, 3, 2, -1};
        new Cutoff().keep(values, 2);
        assertThat(values).containsExactly(0, Float.NaN, 3, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSumThatStaysIsNearestToTheNorm(long seed) {
        float[] squares = values(seed);
        for (int i = 0; i < LENGTH; i++) {
            squares[i] = Math.max(0, squares[i]);
        }
        float[] sorted = squares.clone();
        Arrays.sort(sorted);
        for (double norm : new double[]{1e-3, 0.5, 3, 10, 17, 25, 40, 1e6}) {
            int best = 0;
            double nearest = Double.POSITIVE_INFINITY;
            double sum = 0;
            for (int k = 1; k <= LENGTH; k++) {
                sum += sorted[LENGTH - k];
                double distance = Math.abs(Math.sqrt(sum) - norm);
                best = distance < nearest ? k : best;
                nearest = Math.min(nearest, distance);
            }
            assertThat(kept(squares, new Cutoff().ofNorm(squares, 0, LENGTH, norm))).isEqualTo(best);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 2, 100})
    void neverAllOfThemStay(double norm) {
        float[] squares = {4, 1, 3, 2};
        assertThat(kept(squares, new Cutoff().ofNorm(squares, 0, 4, norm))).isBetween(1L, 3L);
    }
}
