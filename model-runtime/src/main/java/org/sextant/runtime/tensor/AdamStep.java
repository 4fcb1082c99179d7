package org.sextant.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// One step of AdamW on one weight, in the engine's fused form: decoupled weight decay (Loshchilov and Hutter 2019) on
/// Adam (Kingma and Ba 2015).
///
/// `w ← w − ηλw`, `m ← β₁m + (1−β₁)g`, `v ← β₂v + (1−β₂)g²`, `w ← w − η m̂ / (√v̂ + ε)` with `m̂ = m/(1−β₁ᵗ)` and
/// `v̂ = v/(1−β₂ᵗ)`.
///
/// @param beta1 how much of the mean of gradients is kept
/// @param beta2 how much of the mean of squares is kept
/// @param epsilon added to the root
public record AdamStep(float beta1, float beta2, float epsilon) {
    /// Writes the step into the weight and its two means, which stay the caller's.
    ///
    /// @param gradient of the weight; left alone
    /// @param scale what the gradient is multiplied by first, as when it is clipped
    /// @param rate η
    /// @param decay λ
    /// @param count t, from 1
    public void apply(NDArray weight, NDArray gradient, Means means, float scale, float rate, float decay,
            long count) {
        // The engine leaves v uncorrected in the root, so the correction goes into η and ε.
        double root = Math.sqrt(1 - Math.pow(beta2, (double) count));
        float corrected = (float) (rate * root / (1 - Math.pow(beta1, (double) count)));
        weight.getNDArrayInternal().adamUpdate(new NDList(weight, gradient, means.first(), means.second()),
                new NDList(weight), rate, corrected, decay, scale, -1, beta1, beta2, (float) (epsilon * root), false,
                true);
    }

    /// What AdamW remembers of one weight's gradients.
    ///
    /// @param first mean of the gradients, shaped as the weight
    /// @param second mean of their squares, shaped as the weight
    public record Means(NDArray first, NDArray second) {
        /// Of a weight that has had no gradient yet.
        public static Means zero(NDArray weight) {
            return new Means(weight.zerosLike(), weight.zerosLike());
        }
    }
}
