package org.sextant.runtime.lens;

/// Numbers about one vector of activations (SITES.md), computed in double. An entry that is NaN makes each of them NaN.
public final class VectorStatistics {
    private static final double NEAR_ZERO = 0.01;

    private VectorStatistics() {}

    /// √Σx².
    public static double norm(float[] x) {
        return Math.sqrt(dot(x, x));
    }

    /// Σx / n.
    public static double mean(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    /// max |x|; NaN for a vector without entries.
    public static double max(float[] x) {
        double max = x.length == 0 ? Double.NaN : 0;
        for (float value : x) {
            max = Math.max(max, Math.abs(value));
        }
        return max;
    }

    /// Share of entries with |x| < 0.01 · max |x|.
    public static double sparsity(float[] x) {
        double max = max(x);
        if (Double.isNaN(max)) {
            return Double.NaN;
        }
        int small = 0;
        for (float value : x) {
            if (Math.abs(value) < NEAR_ZERO * max) {
                small++;
            }
        }
        return (double) small / x.length;
    }

    /// Excess kurtosis m₄ / m₂² − 3 with population moments; NaN where all entries are equal.
    public static double kurtosis(float[] x) {
        double mean = mean(x);
        double second = 0;
        double fourth = 0;
        for (float value : x) {
            double square = (value - mean) * (value - mean);
            second += square;
            fourth += square * square;
        }
        return x.length * fourth / (second * second) - 3;
    }

    /// x·y / (‖x‖ ‖y‖); NaN where one of them is zero.
    public static double cosine(float[] x, float[] y) {
        return dot(x, y) / (norm(x) * norm(y));
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }
}
