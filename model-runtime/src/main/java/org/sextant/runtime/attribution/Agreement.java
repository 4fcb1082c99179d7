package org.sextant.runtime.attribution;

import java.util.List;

import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/// How far an estimate agrees with what it estimates, node by node.
///
/// @param pearson correlation of the scores; NaN where one side does not vary, or there are fewer than two nodes
/// @param spearman correlation of their ranks
/// @param nodes how many
public record Agreement(double pearson, double spearman, int nodes) {
    /// @param estimate as many as there are true ones
    public static Agreement of(List<Double> estimate, List<Double> truth) {
        double[] a = estimate.stream().mapToDouble(Double::doubleValue).toArray();
        double[] b = truth.stream().mapToDouble(Double::doubleValue).toArray();
        return a.length < 2
                ? new Agreement(Double.NaN, Double.NaN, a.length)
                : new Agreement(new PearsonsCorrelation().correlation(a, b),
                        new SpearmansCorrelation().correlation(a, b), a.length);
    }
}
