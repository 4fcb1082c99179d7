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

    /// The mean of the negative rows: where affine editing leads at 0 (METHODS.md 4.7).
    ///
    /// @return `[width]`; not a number without one
    public float[] negativeMean() {
        return Rows.scaled(negative, 1.0 / negatives);
    }

    /// The part of the difference that is at right angles to the mean of the negative rows. To remove this one from
    /// a row leaves it, in this direction, where the negative class lies on average; to remove the whole difference
    /// leaves it at zero, where no class need lie.
    ///
    /// @return `[width]`
    /// @throws SteeringException if a class has no row
    public float[] besideNegative() {
        float[] difference = vector();
        double[] mean = new double[negative.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = negative[i] / negatives;
        }
        double square = Rows.dot(mean, mean);
        double share = square == 0 ? 0 : Rows.dot(difference, mean) / square;
        double[] left = new double[mean.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = difference[i] - share * mean[i];
        }
        return Rows.scaled(left, 1);
    }
}
