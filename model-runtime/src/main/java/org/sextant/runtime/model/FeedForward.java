package org.sextant.runtime.model;

import ai.djl.ndarray.NDArray;

/// The half of a block that looks at each position by itself.
sealed interface FeedForward permits DenseFeedForward, Mixture {
    /// @param x `[B, T, d_model]`
    /// @return `[B, T, d_model]`, the site `mlp.hook_out`
    NDArray apply(NDArray x, Pass pass);
}
