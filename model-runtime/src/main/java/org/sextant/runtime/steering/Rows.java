package org.sextant.runtime.steering;

import java.util.List;

/// Sums over rows of activations, in double precision.
final class Rows {
    private Rows() {}

    static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    static double dot(float[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    static float[] difference(float[] one, float[] other) {
        float[] difference = new float[one.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }

    static float[] scaled(double[] row, double factor) {
        float[] scaled = new float[row.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (factor * row[i]);
        }
        return scaled;
    }

    static double[] mean(List<float[]> rows) {
        double[] mean = new double[rows.getFirst().length];
        for (float[] row : rows) {
            add(row, 1.0 / rows.size(), mean);
        }
        return mean;
    }

    /// Adds a row times a factor.
    static void add(float[] row, double factor, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * row[i];
        }
    }

    static double squaredDistance(float[] row, double[] from) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += (row[i] - from[i]) * (row[i] - from[i]);
        }
        return sum;
    }

    /// Each row less another.
    static double[][] less(List<float[]> rows, double[] other) {
        double[][] less = new double[rows.size()][other.length];
        for (int i = 0; i < less.length; i++) {
            float[] row = rows.get(i);
            for (int j = 0; j < other.length; j++) {
                less[i][j] = row[j] - other[j];
            }
        }
        return less;
    }

    /// `R Rᵀ`, the products of all rows with each other.
    static double[][] gram(double[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(rows[i], rows[j]);
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }
}
