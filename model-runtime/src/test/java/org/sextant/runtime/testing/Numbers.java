package org.sextant.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

/// Compares arrays of numbers by the largest of their values, as rounding goes.
public final class Numbers {
    private Numbers() {}

    /// The largest absolute value.
    ///
    /// @throws AssertionError if a value is not finite
    public static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new AssertionError(value + " is not finite");
            }
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /// The largest absolute difference.
    ///
    /// @throws AssertionError if one has more values, or a difference is not finite
    public static float largestDifference(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float[] differences = new float[actual.length];
        for (int i = 0; i < actual.length; i++) {
            differences[i] = actual[i] - expected[i];
        }
        return largest(differences);
    }

    /// Every value within `tolerance` times the largest expected one, which is not zero.
    public static void assertClose(float[] actual, float[] expected, double tolerance) {
        float scale = largest(expected);
        assertThat(scale).isPositive();
        assertThat(largestDifference(actual, expected) / scale).isLessThanOrEqualTo((float) tolerance);
    }
}
