package org.sextant.runtime.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.tensor.NativeMemory;

/// How far decoder rows are from orthogonal, as far as the features of a token tell (METHODS.md 2.11, arXiv 2503.24277).
/// Were the rows orthogonal, the norm of `f̃ = [f₁‖W_dec,1‖, …, f_h‖W_dec,h‖, ‖b_dec‖]` would be that of the token z.
public final class QuasiOrthogonality {
    private static final int[] LAST = {1};

    private QuasiOrthogonality() {}

    /// ‖f̃‖ of each token.
    ///
    /// @param features `[N, d_sae]`
    public static double[] featureNorms(Sae sae, NDArray features) {
        try (NDManager scope = features.getManager().newSubManager()) {
            NDArray own = view(features, scope);
            float[] squares = NativeMemory.floats(own.mul(sae.decoderNorms()).square().sum(LAST));
            double bias = Math.pow(norm(NativeMemory.floats(sae.decoderBias())), 2);
            double[] norms = new double[squares.length];
            for (int row = 0; row < norms.length; row++) {
                norms[row] = Math.sqrt(squares[row] + bias);
            }
            return norms;
        }
    }

    /// ‖z‖ of each token.
    ///
    /// @param inputs `[N, d_in]`
    public static double[] inputNorms(NDArray inputs) {
        try (NDManager scope = inputs.getManager().newSubManager()) {
            float[] squares = NativeMemory.floats(view(inputs, scope).square().sum(LAST));
            double[] norms = new double[squares.length];
            for (int row = 0; row < norms.length; row++) {
                norms[row] = Math.sqrt(squares[row]);
            }
            return norms;
        }
    }

    /// `ε_LBO (h − 1) = |‖z‖² − ‖f̃‖²| / ‖f̃‖²` of each token, h the number of features.
    ///
    /// @param features `[N, d_sae]`
    /// @param inputs `[N, d_in]` that they were encoded from
    public static double[] lowerBounds(Sae sae, NDArray features, NDArray inputs) {
        double[] bounds = featureNorms(sae, features);
        double[] lengths = inputNorms(inputs);
        for (int row = 0; row < bounds.length; row++) {
            double square = bounds[row] * bounds[row];
            bounds[row] = Math.abs(lengths[row] * lengths[row] - square) / Math.max(square, Double.MIN_NORMAL);
        }
        return bounds;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static NDArray view(NDArray value, NDManager scope) {
        NDArray view = value.reshape(value.getShape());
        view.attach(scope);
        return view;
    }
}
