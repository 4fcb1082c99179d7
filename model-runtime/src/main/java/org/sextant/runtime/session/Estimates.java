package org.sextant.runtime.session;

import java.util.Arrays;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/// Figures with their 95 % intervals.
final class Estimates {
    private static final double LEVEL = 0.95;

    private Estimates() {}

    /// A share, with Wilson's score interval.
    ///
    /// @param held 1 for each prompt that it holds of, 0 for each other; one at least
    static Estimate share(double[] held) {
        double share = StatUtils.mean(held);
        ConfidenceInterval interval = BinomialProportion.getWilsonScoreInterval(held.length, share, LEVEL);
        return new Estimate(share, Math.max(0, interval.getLowerBound()), Math.min(1, interval.getUpperBound()),
                held.length);
    }

    /// A mean, with Student's interval.
    ///
    /// @param values one at least
    static Estimate mean(double[] values) {
        double mean = StatUtils.mean(values);
        double error = Math.sqrt(StatUtils.variance(values) / values.length);
        return around(mean, error, values.length);
    }

    /// `Σ sums / Σ counts`, such as nats a token over texts of different lengths, with Student's interval of the ratio:
    /// its error is that of the mean of `sum − ratio · count` (Cochran, Sampling Techniques, 6.4).
    ///
    /// @param sums one for each text; one at least
    /// @param counts by what each is divided
    static Estimate ratio(double[] sums, int[] counts) {
        double total = Arrays.stream(counts).sum();
        double ratio = StatUtils.sum(sums) / total;
        double squares = 0;
        for (int i = 0; i < sums.length; i++) {
            double residual = sums[i] - ratio * counts[i];
            squares += residual * residual;
        }
        double error = Math.sqrt(squares * sums.length / (sums.length - 1)) / total;
        return around(ratio, error, sums.length);
    }

    private static Estimate around(double value, double error, int count) {
        if (count < 2) {
            return new Estimate(value, Double.NaN, Double.NaN, count);
        }
        double reach = new TDistribution(count - 1.0).inverseCumulativeProbability((1 + LEVEL) / 2) * error;
        return new Estimate(value, value - reach, value + reach, count);
    }
}
