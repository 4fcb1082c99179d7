package org.sextant.runtime.compare;

/// Linear CKA of two layers from their sums (METHODS.md 5.14).
public final class LinearCka {
    /// Below this many tokens the unbiased estimates do not exist.
    public static final int FEWEST_TOKENS = 4;

    private LinearCka() {}

    /// What CKA needs of a layer's sums with itself.
    ///
    /// @param squaredNorm `‖XᵀX‖²`
    /// @param unbiased [LayerSums#unbiased]
    public record Size(double squaredNorm, double unbiased) {
        public static Size of(LayerSums own) {
            return new Size(own.squaredNorm(), own.unbiased());
        }
    }

    /// `‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖)`.
    ///
    /// @param cross sums of both together
    /// @return NaN where one does not vary
    public static double of(LayerSums cross, Size x, Size y) {
        return ratio(cross.squaredNorm(), x.squaredNorm(), y.squaredNorm());
    }

    /// The same from unbiased estimates.
    ///
    /// @return NaN of fewer than [#FEWEST_TOKENS] tokens, or where a layer's own estimate is not above 0
    public static double debiased(LayerSums cross, Size x, Size y) {
        return cross.tokens() < FEWEST_TOKENS
                ? Double.NaN
                : ratio(cross.unbiased(), x.unbiased(), y.unbiased());
    }

    /// `xy / √(xx yy)`.
    static double ratio(double both, double x, double y) {
        return x > 0 && y > 0 ? both / Math.sqrt(x) / Math.sqrt(y) : Double.NaN;
    }
}
