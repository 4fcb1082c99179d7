package org.sextant.runtime.compare;

import org.hipparchus.linear.RealMatrix;

/// The similarities of two layers that need singular values.
public final class SpectralSimilarity {
    private SpectralSimilarity() {}

    /// @param statistic one for which [Similarity#spectral] holds
    /// @param cross `XᵀY` of centred columns, in the coordinates of both
    /// @return NaN where a layer does not vary
    public static double of(Similarity statistic, LayerSpectrum x, LayerSpectrum y, RealMatrix cross) {
        return x.width() <= y.width()
                ? ofNarrowFirst(statistic, x, y, cross)
                : ofNarrowFirst(statistic, y, x, cross.transpose());
    }

    private static double ofNarrowFirst(Similarity statistic, LayerSpectrum narrow, LayerSpectrum wide,
            RealMatrix cross) {
        return switch (statistic) {
            case CCA -> CanonicalCorrelations.mean(narrow, wide, cross);
            case SVCCA -> CanonicalCorrelations.svcca(narrow, wide, cross);
            case PWCCA -> CanonicalCorrelations.weighted(narrow, wide, cross);
            case PROCRUSTES -> Procrustes.distance(narrow, wide, cross);
            case CKA, CKA_DEBIASED, CKA_RBF -> throw new IllegalArgumentException(statistic + " needs no spectrum");
        };
    }
}
