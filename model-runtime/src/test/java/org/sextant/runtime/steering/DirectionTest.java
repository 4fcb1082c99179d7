package org.sextant.runtime.steering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DirectionTest {
    private static void isGolden(DerivationMethod method, double explained, float... vector) {
        Direction direction = Direction.of(method, Contrasts.golden());
        assertThat(direction.vector()).containsExactly(vector, within(1.5e-6f));
        assertThat(direction.explainedVariance()).isCloseTo(explained, within(1e-6));
    }

    /// METHODS.md 4.14.
    @Test
    void directionsAreTheGoldenOnes() {
        isGolden(DerivationMethod.PCA_DIFF, 0.689410, 0.328590f, -0.852286f, 0.344620f, -0.216506f);
        isGolden(DerivationMethod.PCA_CENTER, 0.965816, 0.970539f, -0.219501f, -0.099221f, 0.005369f);
        assertThat(Direction.of(DerivationMethod.MEAN_DIFFERENCE, Contrasts.golden()).vector())
                .containsExactly(new float[]{1.867674f, -0.402665f, -0.200274f, 0.017476f}, within(1e-6f));
    }

    /// Against the whole matrix of repeng's centred rows, width × width, and the power method; with fewer rows than
    /// numbers and with more.
    @ParameterizedTest
    @CsvSource({"PCA_CENTER, 7, 20", "PCA_DIFF, 7, 20", "PCA_CENTER, 60, 12", "PCA_DIFF, 60, 12"})
    void componentsAreThoseOfTheWholeMatrix(DerivationMethod method, int pairs, int width) {
        Contrast contrast = Contrasts.random(pairs, pairs, width, 2, 3);
        double[][] rows = repengRows(method, contrast);
        double[][] covariance = covariance(rows);
        double[] axis = powerMethod(covariance);
        double total = 0;
        for (int i = 0; i < width; i++) {
            total += covariance[i][i];
        }

        Direction direction = Direction.of(method, contrast);
        assertThat(SteeringVector.norm(direction.vector())).isCloseTo(1, within(1e-6));
        assertThat(Math.abs(Rows.dot(direction.vector(), axis))).isCloseTo(1, within(1e-6));
        assertThat(direction.explainedVariance()).isCloseTo(quadratic(covariance, axis) / total, within(1e-6));
        int larger = 0;
        for (int i = 0; i < pairs; i++) {
            larger += Rows.dot(contrast.positive().get(i), direction.vector()) > Rows.dot(contrast.negative().get(i),
                    direction.vector()) ? 1 : -1;
        }
        assertThat(larger).isNotNegative();
    }

    private static double[][] repengRows(DerivationMethod method, Contrast contrast) {
        int pairs = contrast.positive().size();
        int width = contrast.width();
        boolean center = method == DerivationMethod.PCA_CENTER;
        double[][] rows = new double[center ? 2 * pairs : pairs][width];
        for (int i = 0; i < pairs; i++) {
            for (int j = 0; j < width; j++) {
                double positive = contrast.positive().get(i)[j];
                double negative = contrast.negative().get(i)[j];
                if (center) {
                    rows[2 * i][j] = positive - (positive + negative) / 2;
                    rows[2 * i + 1][j] = negative - (positive + negative) / 2;
                } else {
                    rows[i][j] = positive - negative;
                }
            }
        }
        return rows;
    }

    private static double[][] covariance(double[][] rows) {
        int width = rows[0].length;
        double[] mean = new double[width];
        for (double[] row : rows) {
            for (int j = 0; j < width; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        double[][] covariance = new double[width][width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]);
                }
            }
        }
        return covariance;
    }

    private static double[] powerMethod(double[][] matrix) {
        double[] vector = new double[matrix.length];
        vector[1] = 1;
        for (int step = 0; step < 20_000; step++) {
            double[] next = new double[vector.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = Rows.dot(matrix[i], vector);
            }
            double norm = Math.sqrt(Rows.dot(next, next));
            for (int i = 0; i < next.length; i++) {
                vector[i] = next[i] / norm;
            }
        }
        return vector;
    }

    private static double quadratic(double[][] matrix, double[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += vector[i] * Rows.dot(matrix[i], vector);
        }
        return sum;
    }

    @Test
    void ofAPairOfPromptsItIsTheirDifference() {
        Contrast pair = Contrasts.of(new float[][]{{3, 1}}, new float[][]{{1, 2}});
        assertThat(Direction.of(DerivationMethod.ACT_ADD, pair).vector()).containsExactly(2, -1);
        assertThatThrownBy(() -> Direction.of(DerivationMethod.ACT_ADD, Contrasts.golden()))
                .isInstanceOf(SteeringException.class).hasMessageContaining("6 positive and 6 negative");
    }

    /// All of the variance of two rows lies between them.
    @Test
    void theShareOfTheVarianceIsOneWhereAllOfItLiesAlong() {
        Contrast pair = Contrasts.of(new float[][]{{3, 1}}, new float[][]{{1, 2}});
        assertThat(Direction.of(DerivationMethod.MEAN_DIFFERENCE, pair).explainedVariance())
                .isCloseTo(1, within(1e-12));
        Contrast crossed = Contrasts.of(new float[][]{{1, 1}, {1, -1}}, new float[][]{{-1, 1}, {-1, -1}});
        assertThat(Direction.of(DerivationMethod.MEAN_DIFFERENCE, crossed).explainedVariance())
                .isCloseTo(0.5, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(names = {"PCA_CENTER", "PCA_DIFF"})
    void componentsNeedPairs(DerivationMethod method) {
        Contrast uneven = Contrasts.random(3, 4, 5, 1, 0);
        assertThatThrownBy(() -> Direction.of(method, uneven)).isInstanceOf(SteeringException.class)
                .hasMessageContaining("3 positive and 4 negative", method.label());
    }

    @ParameterizedTest
    @EnumSource(names = {"PCA_CENTER", "PCA_DIFF", "PROBE"})
    void equalClassesHaveNoDirection(DerivationMethod method) {
        Contrast equal = Contrasts.of(new float[][]{{0.1f, 1}, {0.1f, 1}}, new float[][]{{0.1f, 1}, {0.1f, 1}});
        assertThatThrownBy(() -> Direction.of(method, equal)).isInstanceOf(SteeringException.class)
                .hasMessageContaining("blocks.1.hook_resid_post");
    }

    @Test
    void rowsThatGiveNoDirectionAreRefused() {
        float[][] row = {{1, 2}};
        assertThatThrownBy(() -> Contrasts.of(row, new float[0][])).isInstanceOf(SteeringException.class)
                .hasMessageContaining("1 positive and 0 negative");
        assertThatThrownBy(() -> Contrasts.of(row, new float[][]{{1}})).isInstanceOf(SteeringException.class)
                .hasMessageContaining("width");
        assertThatThrownBy(() -> Contrasts.of(row, new float[][]{{1, Float.NaN}}))
                .isInstanceOf(SteeringException.class).hasMessageContaining("finite");
    }

    @ParameterizedTest
    @EnumSource(DerivationMethod.class)
    void normalisedMethodsGiveLengthOne(DerivationMethod method) {
        Contrast pair = Contrasts.random(1, 1, 6, 4, 2);
        Contrast contrast = method == DerivationMethod.ACT_ADD ? pair : Contrasts.random(9, 9, 6, 4, 2);
        double norm = SteeringVector.norm(Direction.of(method, contrast).vector());
        assertThat(Math.abs(norm - 1) < 1e-6).isEqualTo(method.normalised());
    }
}
