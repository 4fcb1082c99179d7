package org.sextant.runtime.steering;

import java.util.Arrays;
import java.util.List;

import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;

/// A logistic regression that tells two classes of rows apart: the weight w and the intercept b for which
/// `½ ‖w‖² + Σ ln(1 + exp(−y (w · x + b)))` is least, where y is 1 for the positive class and −1 for the other. That is
/// what scikit-learn solves where nothing else is asked for (METHODS.md 4.4).
///
/// @param weight `[width]`
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
record LogisticProbe(double[] weight, double intercept) {
    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 40;
    private static final double ENOUGH = 1e-10;

    /// Newton's method. The weight is a sum of rows, `w = Σ a x`, so that each step solves a system of as many unknowns as
    /// there are rows, whatever their width.
    static LogisticProbe fit(Contrast contrast) {
        List<float[]> rows = contrast.rows().toList();
        double[] mean = Rows.mean(rows);
        double[] labels = new double[rows.size()];
        Arrays.fill(labels, -1);
        Arrays.fill(labels, 0, contrast.positive().size(), 1);
        State state = solved(new Problem(Rows.gram(Rows.less(rows, mean)), labels));

        double[] weight = new double[contrast.width()];
        double shares = Arrays.stream(state.factors()).sum();
        for (int i = 0; i < labels.length; i++) {
            Rows.add(rows.get(i), state.factors()[i], weight);
        }
        for (int j = 0; j < weight.length; j++) {
            weight[j] -= shares * mean[j];
        }
        return new LogisticProbe(weight, state.intercept() - Rows.dot(weight, mean));
    }

    private static State solved(Problem problem) {
        State state = problem.at(new double[problem.labels().length], 0);
        for (int step = 0; step < MOST_STEPS; step++) {
            State next = problem.towards(state, problem.newton(state));
            if (state.loss() - next.loss() <= ENOUGH * Math.abs(next.loss())) {
                return next.loss() <= state.loss() ? next : state;
            }
            state = next;
        }
        return state;
    }

    /// A point on the way.
    ///
    /// @param factors a of each row
    /// @param values `w · x + b` of each row
    private record State(double[] factors, double intercept, double[] values, double loss) {}

    /// @param gram products of the centred rows with each other
    private record Problem(double[][] gram, double[] labels) {
        State at(double[] factors, double intercept) {
            double[] values = new double[factors.length];
            double loss = 0;
            for (int i = 0; i < values.length; i++) {
                double product = Rows.dot(gram[i], factors);
                values[i] = product + intercept;
                double margin = labels[i] * values[i];
                loss += factors[i] * product / 2 + Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
            }
            return new State(factors, intercept, values, loss);
        }

        /// The minimum of the parabola that touches the loss here. With `S = (K + W⁻¹)⁻¹`, where W holds the slopes of the
        /// sigmoid, it is `a = S (z − b)`, and b makes the sum of a zero; S without dividing by W, which is nearly 0 for
        /// rows that are surely right, after Rasmussen and Williams (2006), algorithm 3.1.
        State newton(State here) {
            int n = labels.length;
            double[] slopes = new double[n];
            double[] aims = new double[n];
            for (int i = 0; i < n; i++) {
                double p = 1 / (1 + Math.exp(-here.values()[i]));
                slopes[i] = p * (1 - p);
                aims[i] = slopes[i] * here.values()[i] + (labels[i] > 0 ? 1 - p : -p);
            }
            double[] roots = Arrays.stream(slopes).map(Math::sqrt).toArray();
            double[][] inner = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    inner[i][j] = roots[i] * gram[i][j] * roots[j] + (i == j ? 1 : 0);
                }
            }
            DecompositionSolver solver = new CholeskyDecomposition(MatrixUtils.createRealMatrix(inner)).getSolver();
            double[] toAims = inverse(solver, roots, aims);
            double[] toOnes = inverse(solver, roots, slopes);
            double intercept = Arrays.stream(toAims).sum() / Arrays.stream(toOnes).sum();
            for (int i = 0; i < n; i++) {
                toAims[i] -= intercept * toOnes[i];
            }
            return at(toAims, intercept);
        }

        /// `S W⁻¹ x`.
        private double[] inverse(DecompositionSolver solver, double[] roots, double[] x) {
            double[] right = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                right[i] = roots[i] * Rows.dot(gram[i], x);
            }
            RealVector solved = solver.solve(MatrixUtils.createRealVector(right));
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = x[i] - roots[i] * solved.getEntry(i);
            }
            return result;
        }

        /// As far towards a point as the loss falls.
        State towards(State here, State aim) {
            double share = 1;
            State next = aim;
            for (int halving = 0; halving < MOST_HALVINGS && !(next.loss() <= here.loss()); halving++) {
                share /= 2;
                double[] factors = new double[labels.length];
                for (int i = 0; i < factors.length; i++) {
                    factors[i] = here.factors()[i] + share * (aim.factors()[i] - here.factors()[i]);
                }
                next = at(factors, here.intercept() + share * (aim.intercept() - here.intercept()));
            }
            return next;
        }
    }
}
