package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.tensor.Ops;

/// What a router makes of its logits (METHODS.md 3.1).
///
/// @param spec of the router
public record RouterFormula(RouterSpec spec) {
    /// Keeps a sum of sigmoids from being zero.
    private static final double LEAST_SUM = 1e-20;

    /// @param logits `[B, T, experts]`, float32 or wider
    /// @return of the same shape; the logits themselves where only the chosen ones are compared
    public NDArray scores(NDArray logits) {
        return switch (spec.scores()) {
            case SOFTMAX -> logits.softmax(-1);
            case SIGMOID -> Ops.sigmoid(logits);
            case SOFTMAX_OF_CHOSEN -> logits;
        };
    }

    /// What the chosen experts are multiplied by.
    ///
    /// @param scores `[B, T, experts]`
    /// @param chosen `[B, T, k]` int64
    /// @return `[B, T, k]`
    public NDArray weights(NDArray scores, NDArray chosen) {
        NDArray own = scores.gather(chosen, 2);
        NDArray weights = spec.scores() == RouterSpec.Scores.SOFTMAX_OF_CHOSEN ? own.softmax(-1) : own;
        if (spec.renormalised()) {
            NDArray sum = weights.sum(new int[]{2}, true);
            weights = weights.div(spec.scores() == RouterSpec.Scores.SIGMOID ? sum.add(LEAST_SUM) : sum);
        }
        return spec.scale() == 1 ? weights : Ops.times(weights, spec.scale());
    }
}
