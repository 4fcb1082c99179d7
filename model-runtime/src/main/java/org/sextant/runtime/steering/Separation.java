package org.sextant.runtime.steering;

import java.util.stream.DoubleStream;

import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/// How far the projections of two classes onto a direction lie apart.
///
/// @param auroc the chance that a positive one lies above a negative one, ties counted half: 0.5 tells nothing, 1 all
/// @param distance between the means, in units of the pooled standard deviation (Cohen's d); NaN for one prompt of each
/// @param positive projections of the class that the direction leads to
/// @param negative projections of the other
public record Separation(double auroc, double distance, Spread positive, Spread negative) {
    /// Where the projections of one class lie, in units of the activations.
    ///
    /// @param deviation standard deviation of the sample; 0 for a single one
    /// @param count how many there are
    public record Spread(double mean, double deviation, int count) {
        private static Spread of(double[] values) {
            return new Spread(StatUtils.mean(values), Math.sqrt(StatUtils.variance(values)), values.length);
        }

        private double squares() {
            return (count - 1) * deviation * deviation;
        }
    }

    /// @param positive projections, one at least
    /// @param negative projections, one at least
    public static Separation of(double[] positive, double[] negative) {
        Spread above = Spread.of(positive);
        Spread below = Spread.of(negative);
        double pooled = Math.sqrt((above.squares() + below.squares()) / (above.count() + below.count() - 2));
        return new Separation(auroc(positive, negative), (above.mean() - below.mean()) / pooled, above, below);
    }

    /// From the sum of the ranks of the positive ones (Mann and Whitney).
    private static double auroc(double[] positive, double[] negative) {
        double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE)
                .rank(DoubleStream.concat(DoubleStream.of(positive), DoubleStream.of(negative)).toArray());
        double n = positive.length;
        double sum = DoubleStream.of(ranks).limit(positive.length).sum();
        return (sum - n * (n + 1) / 2) / (n * negative.length);
    }
}
