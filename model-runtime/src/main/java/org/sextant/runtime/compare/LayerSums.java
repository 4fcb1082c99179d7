package org.sextant.runtime.compare;

/// Sums over n tokens of what two layers X and Y make of each, enough for every linear similarity. A value.
///
/// @param p numbers of a row x
/// @param q numbers of a row y
/// @param sums `[p + 2, q + 2]`, row-major: `Σ (x, ‖x‖², 1) (y, ‖y‖², 1)ᵀ`
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LayerSums(int p, int q, double[] sums) {
    private double at(int row, int column) {
        return sums[row * (q + TokenRows.EXTRA) + column];
    }

    /// Number of tokens.
    public double tokens() {
        return at(p + 1, q + 1);
    }

    /// `Xᵀ Y` of centred columns, `[p, q]`.
    public double[] centred() {
        double n = tokens();
        double[] centred = new double[p * q];
        for (int i = 0; i < p; i++) {
            double mean = at(i, q + 1) / n;
            for (int j = 0; j < q; j++) {
                centred[i * q + j] = at(i, j) - mean * at(p + 1, j);
            }
        }
        return centred;
    }

    /// `‖XᵀY‖²` of centred columns.
    public double squaredNorm() {
        double n = tokens();
        double sum = 0;
        for (int i = 0; i < p; i++) {
            double mean = at(i, q + 1) / n;
            for (int j = 0; j < q; j++) {
                double value = at(i, j) - mean * at(p + 1, j);
                sum += value * value;
            }
        }
        return sum;
    }

    /// `n (n − 3)` times the unbiased estimate of HSIC for linear kernels, which is the sum of `K̃ ⊙ L̃` of METHODS.md 5.14.
    /// With `K = XXᵀ` and `L = YYᵀ` whose diagonals `a = ‖x‖²` and `b = ‖y‖²` are left out it is
    /// `tr KL + (1ᵀK1)(1ᵀL1) / ((n−1)(n−2)) − 2/(n−2) · 1ᵀKL1` (Song et al. 2012), where `tr KL = ‖XᵀY‖² − Σ ab`,
    /// `1ᵀK1 = ‖Σx‖² − Σa`, and, since row j of K sums to `x_j·Σx − a_j`,
    /// `1ᵀKL1 = Σxᵀ (XᵀY) Σy − Σx·(Σ x b) − Σy·(Σ a y) + Σ ab`.
    public double unbiased() {
        double n = tokens();
        double squares = 0;
        double through = 0;
        for (int i = 0; i < p; i++) {
            double row = 0;
            for (int j = 0; j < q; j++) {
                double value = at(i, j);
                squares += value * value;
                row += value * at(p + 1, j);
            }
            through += at(i, q + 1) * (row - at(i, q));
        }
        double left = -at(p, q + 1);
        for (int i = 0; i < p; i++) {
            left += at(i, q + 1) * at(i, q + 1);
        }
        double right = -at(p + 1, q);
        for (int j = 0; j < q; j++) {
            right += at(p + 1, j) * at(p + 1, j);
            through -= at(p + 1, j) * at(p, j);
        }
        double both = at(p, q);
        return squares - both + left * right / ((n - 1) * (n - 2)) - 2 * (through + both) / (n - 2);
    }
}
