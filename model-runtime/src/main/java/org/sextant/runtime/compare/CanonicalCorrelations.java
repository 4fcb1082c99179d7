package org.sextant.runtime.compare;

import java.util.Arrays;

import org.hipparchus.linear.RealMatrix;

/// Canonical correlations of two layers (METHODS.md 5.14): singular values of `Σxx^{−½} Σxy Σyy^{−½}`.
final class CanonicalCorrelations {
    private CanonicalCorrelations() {}

    /// @param x the narrower layer
    /// @param cross `XᵀY` of centred columns, in the coordinates of both
    /// @return the greatest first; empty where a layer does not vary
    static double[] all(LayerSpectrum x, LayerSpectrum y, RealMatrix cross) {
        return of(x, x.rank(), y, y.rank(), cross);
    }

    /// Mean of those of the leading directions.
    static double svcca(LayerSpectrum x, LayerSpectrum y, RealMatrix cross) {
        return Arrays.stream(of(x, x.leading(), y, y.leading(), cross)).average().orElse(Double.NaN);
    }

    static double mean(LayerSpectrum x, LayerSpectrum y, RealMatrix cross) {
        return Arrays.stream(all(x, y, cross)).average().orElse(Double.NaN);
    }

    /// Weighted by `α_i = Σ_j |⟨h_i, x_j⟩|`, where `h_i` is the i-th canonical variate of X, of length 1, and `x_j` a
    /// centred column, one number of the layer.
    static double weighted(LayerSpectrum x, LayerSpectrum y, RealMatrix cross) {
        if (x.rank() == 0 || y.rank() == 0) {
            return Double.NaN;
        }
        RealMatrix whitening = x.whitening(x.rank());
        Spectrum spectrum = Spectrum.ofRows(whitened(whitening, y.whitening(y.rank()), cross));
        double[] weights = x.weights(whitening.multiply(spectrum.vectors()));
        double sum = 0;
        double whole = 0;
        for (int i = 0; i < Math.min(x.rank(), y.rank()); i++) {
            sum += weights[i] * correlation(spectrum.values()[i]);
            whole += weights[i];
        }
        return sum / whole;
    }

    private static double[] of(LayerSpectrum x, int keptX, LayerSpectrum y, int keptY, RealMatrix cross) {
        if (keptX == 0 || keptY == 0) {
            return new double[0];
        }
        RealMatrix both = whitened(x.whitening(keptX), y.whitening(keptY), cross);
        Spectrum spectrum = Spectrum.ofRows(keptX <= keptY ? both : both.transpose());
        return Arrays.stream(spectrum.values()).map(CanonicalCorrelations::correlation).toArray();
    }

    private static RealMatrix whitened(RealMatrix x, RealMatrix y, RealMatrix cross) {
        return x.transposeMultiply(cross).multiply(y);
    }

    private static double correlation(double square) {
        return Math.min(1, Math.sqrt(square));
    }
}
