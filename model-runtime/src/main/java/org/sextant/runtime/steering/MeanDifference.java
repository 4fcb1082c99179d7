package org.sextant.runtime.steering;

/// The mean of the positive rows less the mean of the negative ones (METHODS.md 4.1), summed in double precision.
public final class MeanDifference {
    private final double[] positive;
    private final double[] negative;
    private int positives;
    private int negatives;

    /// @param width numbers of a row
    public MeanDifference(int width) {
        positive = new double[width];
        negative = new double[width];
    }

    /// Counts one row in.
    public void add(boolean isPositive, float[] row) {
        double[] sum = isPositive ? positive : negative;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
        if (isPositive) {
            positives++;
        } else {
            negatives++;
        }
    }

    /// @return `[width]`
    /// @throws SteeringException if a class has no row
    public float[] vector() {
        if (positives == 0 || negatives == 0) {
            throw new SteeringException("a difference of means needs prompts of both classes",
                    "among " + positives + " positive and " + negatives + " negative", "give some of both");
        }
        float[] difference = new float[positive.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = (float) (positive[i] / positives - negative[i] / negatives);
        }
        return difference;
    }
}
