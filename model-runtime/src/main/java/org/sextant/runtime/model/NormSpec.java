package org.sextant.runtime.model;

/// How a norm divides and what it multiplies by.
///
/// @param kind with or without centring
/// @param eps added to the mean square or variance under the root
/// @param unitOffset whether the stored weight w stands for a factor of `1 + w`
public record NormSpec(Kind kind, double eps, boolean unitOffset) {
    /// The two kinds of norm.
    public enum Kind {
        /// `(x − mean) / √(var + eps) ⊙ w + b`.
        LAYER,
        /// `x / √(mean(x²) + eps) ⊙ w`.
        RMS
    }

    /// `(x − mean) / √(var + eps) ⊙ w + b`.
    public static NormSpec layer(double eps) {
        return new NormSpec(Kind.LAYER, eps, false);
    }

    /// `x / √(mean(x²) + eps) ⊙ w`.
    public static NormSpec rms(double eps) {
        return new NormSpec(Kind.RMS, eps, false);
    }
}
