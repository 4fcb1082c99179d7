package org.sextant.runtime.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.tensor.NativeMemory;

/// How well an SAE gives back what it gets, summed up batch by batch, so that no activations are kept (METHODS.md 2.9).
public final class ReconstructionMetrics {
    private static final int[] OVER_ROWS = {0};
    private static final int[] LAST = {1};

    private final Sae sae;
    private final double[] firings;
    private final double[] targetSums;
    private final double[] errorSums;
    private float[] pivot = new float[0];
    private long rows;
    private double targetSquares;
    private double errorSquares;
    private double absolute;
    private double cosines;
    private double lengthRatios;
    private double relativeErrors;
    private double reconstructionSquares;
    private double products;
    private double quasiOrthogonality;

    public ReconstructionMetrics(Sae sae) {
        this.sae = sae;
        this.firings = new double[sae.spec().dSae()];
        this.targetSums = new double[sae.spec().dOut()];
        this.errorSums = new double[sae.spec().dOut()];
    }

    /// What the metrics came to. Rows are tokens, x what is to be given back, x̂ what is given back.
    ///
    /// @param tokens that were seen
    /// @param l0 mean number of features that are not 0
    /// @param l1 mean of Σ|f|
    /// @param mse mean of ‖x − x̂‖²
    /// @param nmse mean of ‖x − x̂‖² / ‖x‖²
    /// @param fvu Σ‖x − x̂‖² / Σ‖x − x̄‖²
    /// @param centredExplainedVariance `1 − Σ_d var(x − x̂) / Σ_d var(x)`, which overlooks a constant error, as
    ///         dictionary_learning reports it
    /// @param cosine mean of cos(x, x̂)
    /// @param l2Ratio mean of ‖x̂‖ / ‖x‖
    /// @param relativeReconstructionBias E‖x̂‖² / E[x·x̂]; under 1 means shrinkage
    /// @param epsilonLbo mean of the lower bound of the quasi-orthogonality error times h − 1, see [QuasiOrthogonality]
    /// @param dead share of features that were never active
    /// @param firingRates share of tokens at which each feature is active, `[d_sae]`
    /// @param mean of what is to be given back, `[d_out]`
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    public record Result(long tokens, double l0, double l1, double mse, double nmse, double fvu,
            double centredExplainedVariance, double cosine, double l2Ratio, double relativeReconstructionBias,
            double epsilonLbo, double dead, float[] firingRates, float[] mean) {
        /// `1 − FVU`.
        public double explainedVariance() {
            return 1 - fvu;
        }
    }

    /// Sees some tokens.
    ///
    /// @param inputs `[N, d_in]` float32
    /// @param targets `[N, d_out]` float32, for an autoencoder the inputs
    public void add(NDArray inputs, NDArray targets) {
        NDManager owner = inputs.getManager();
        try (NDManager scope = owner.newSubManager()) {
            NDArray x = view(inputs, scope);
            NDArray y = view(targets, scope);
            NDArray features = sae.encode(x);
            add(x, y, features, sae.decode(features, x));
        }
    }

    private void add(NDArray inputs, NDArray targets, NDArray features, NDArray given) {
        if (rows == 0) {
            pivot = NativeMemory.floats(targets.mean(OVER_ROWS));
        }
        long count = targets.getShape().get(0);
        rows += count;
        NDArray error = given.sub(targets);
        NDArray errors = error.square().sum(LAST);
        NDArray squares = targets.square().sum(LAST);
        NDArray givenSquares = given.square().sum(LAST);
        NDArray dots = targets.mul(given).sum(LAST);
        // Sums of squares about a point near the mean: about 0 they would drown the variance of a long mean.
        NDArray shifted = targets.sub(targets.getManager().create(pivot));
        addTo(targetSums, NativeMemory.floats(shifted.sum(OVER_ROWS)));
        addTo(errorSums, NativeMemory.floats(error.sum(OVER_ROWS)));
        addTo(firings, NativeMemory.floats(features.neq(0).toType(DataType.FLOAT32, false).sum(OVER_ROWS)));
        targetSquares += sum(shifted.square().sum(LAST));
        errorSquares += sum(errors);
        absolute += sum(features.abs().sum(LAST));
        reconstructionSquares += sum(givenSquares);
        products += sum(dots);
        addRatios(NativeMemory.floats(errors), NativeMemory.floats(squares), NativeMemory.floats(givenSquares),
                NativeMemory.floats(dots));
        for (double each : QuasiOrthogonality.lowerBounds(sae, features, inputs)) {
            quasiOrthogonality += each;
        }
    }

    private void addRatios(float[] errors, float[] squares, float[] givenSquares, float[] dots) {
        for (int row = 0; row < errors.length; row++) {
            double length = Math.sqrt(squares[row]);
            double givenLength = Math.sqrt(givenSquares[row]);
            cosines += dots[row] / Math.max(length * givenLength, Double.MIN_NORMAL);
            lengthRatios += givenLength / Math.max(length, Double.MIN_NORMAL);
            relativeErrors += errors[row] / Math.max(squares[row], Double.MIN_NORMAL);
        }
    }

    /// What came of all tokens so far.
    ///
    /// @throws SaeException if there were none
    public Result result() {
        if (rows == 0) {
            throw new SaeException("there is no token to measure on", "among the texts that were given",
                    "give texts of two tokens or more");
        }
        double n = rows;
        double spread = targetSquares - squareSum(targetSums) / n;
        double errorSpread = errorSquares - squareSum(errorSums) / n;
        float[] rates = new float[firings.length];
        int dead = 0;
        double active = 0;
        for (int feature = 0; feature < rates.length; feature++) {
            rates[feature] = (float) (firings[feature] / n);
            active += firings[feature];
            dead += firings[feature] == 0 ? 1 : 0;
        }
        float[] mean = new float[pivot.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (pivot[i] + targetSums[i] / n);
        }
        return new Result(rows, active / n, absolute / n, errorSquares / n, relativeErrors / n, errorSquares / spread,
                1 - errorSpread / spread, cosines / n, lengthRatios / n, reconstructionSquares / products,
                quasiOrthogonality / n, (double) dead / rates.length, rates, mean);
    }

    private static double sum(NDArray values) {
        double sum = 0;
        for (float value : NativeMemory.floats(values)) {
            sum += value;
        }
        return sum;
    }

    private static void addTo(double[] sums, float[] values) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }

    private static double squareSum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    private static NDArray view(NDArray value, NDManager scope) {
        NDArray view = value.reshape(value.getShape());
        view.attach(scope);
        return view;
    }
}
