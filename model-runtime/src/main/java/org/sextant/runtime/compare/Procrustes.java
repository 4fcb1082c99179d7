package org.sextant.runtime.compare;

import java.util.Arrays;

import org.hipparchus.linear.RealMatrix;

/// What the best rotation leaves between two layers (METHODS.md 5.14).
final class Procrustes {
    private Procrustes() {}

    /// `1 − ‖XᵀY‖_*² / (‖X‖² ‖Y‖²)`, with the sum of singular values in the numerator.
    static double distance(LayerSpectrum x, LayerSpectrum y, RealMatrix cross) {
        boolean wide = cross.getColumnDimension() >= cross.getRowDimension();
        double nuclear = Arrays.stream(Spectrum.ofRows(wide ? cross : cross.transpose()).values()).map(Math::sqrt)
                .sum();
        return Math.max(0, 1 - nuclear * nuclear / (x.variance() * y.variance()));
    }
}
