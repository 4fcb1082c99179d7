package org.sextant.runtime.model;

/// How a norm divides.
///
/// @param kind with or without centring
/// @param eps added to the mean square or variance under the root
public record NormSpec(Kind kind, double eps) {
    /// The two kinds of norm.
    public enum Kind {
        /// `(x − mean) / √(var + eps) ⊙ w + b`.
        LAYER,
        /// `x / √(mean(x²) + eps) ⊙ w`.
        RMS
    }
}
