package org.sextant.runtime.verify;

import java.util.Arrays;
import java.util.OptionalDouble;

/// How far values are from what they should be.
final class Deviation {
    private Deviation() {}

    /// `max |actual − expected| / max |expected|`; infinite where they differ in size, NaN where one is no number.
    static double relative(double[] actual, double[] expected) {
        double largest = absolute(actual, expected);
        double scale = scale(expected);
        return largest == 0 ? 0 : largest / scale;
    }

    /// `max |actual − expected|`; infinite where they differ in size, NaN where one is no number. Equal infinities agree.
    static double absolute(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] != expected[i]) {
                double difference = Math.abs(actual[i] - expected[i]);
                if (Double.isNaN(difference)) {
                    return Double.NaN;
                }
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }

    /// `max |x|` of the finite values.
    static double scale(double[] values) {
        OptionalDouble largest = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max();
        return largest.orElse(0);
    }

    /// The worse of two, where what is no number is worst.
    static double worse(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
    }
}
