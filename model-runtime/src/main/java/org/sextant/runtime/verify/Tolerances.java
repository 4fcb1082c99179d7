package org.sextant.runtime.verify;

import ai.djl.ndarray.types.DataType;

/// What rounding may do in one type. All but the last are relative to the scale of the values.
///
/// @param identity between sites of one forward pass
/// @param logits between ways to the same logits
/// @param rerun between this type and float64
/// @param reference from what another implementation recorded, absolute
public record Tolerances(double identity, double logits, double rerun, double reference) {
    /// By how much an error that is only rounding shrinks in float64, at the least.
    static final double SHRINKING = 1e-3;
    /// Rounding of float64 itself.
    static final double FLOAT64_NOISE = 1e-11;

    /// @param type FLOAT16, FLOAT32 or FLOAT64
    public static Tolerances of(DataType type) {
        return switch (type) {
            case FLOAT16 -> new Tolerances(1e-2, 3e-2, 5e-2, 5e-2);
            case FLOAT64 -> new Tolerances(FLOAT64_NOISE, FLOAT64_NOISE, FLOAT64_NOISE, 1e-4);
            default -> new Tolerances(1e-5, 1e-4, 1e-3, 1e-4);
        };
    }
}
