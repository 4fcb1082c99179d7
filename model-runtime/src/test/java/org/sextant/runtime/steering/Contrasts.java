package org.sextant.runtime.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.testing.RuleNumbers;

/// Rows of two classes for tests.
final class Contrasts {
    private Contrasts() {}

    /// That of METHODS.md 4.14: 6 pairs of 4 numbers.
    static Contrast golden() {
        return new Contrast("the golden rows", rows("cl_safe", 1, 0), rows("cl_unsafe", -1, 0.5f));
    }

    private static List<float[]> rows(String name, float first, float second) {
        float[] values = RuleNumbers.fill(name, 24, 1.5f);
        return IntStream.range(0, 6).mapToObj(row -> new float[]{values[4 * row] + first, values[4 * row + 1] + second,
            values[4 * row + 2], values[4 * row + 3]}).toList();
    }

    /// Two clouds of chance.
    static Contrast random(int positive, int negative, int width, double apart, long seed) {
        Random random = new Random(seed);
        return new Contrast("rows of chance", cloud(positive, width, apart, random),
                cloud(negative, width, -apart, random));
    }

    private static List<float[]> cloud(int rows, int width, double at, Random random) {
        return Stream.generate(() -> {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = (float) (5 + (1 + i % 3) * random.nextGaussian() + (i == 1 ? at : 0));
            }
            return row;
        }).limit(rows).toList();
    }

    /// Some rows by hand.
    static Contrast of(float[][] positive, float[][] negative) {
        return new Contrast("blocks.1.hook_resid_post", Arrays.asList(positive), Arrays.asList(negative));
    }
}
