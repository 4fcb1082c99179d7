package org.sextant.runtime.model;

import java.util.Optional;

import ai.djl.ndarray.NDArray;

/// What a forward pass gives; both arrays live on the request's manager.
///
/// @param residual `[B, T, d_model]`, output of the last block that ran
/// @param unembedded `[B, T or 1, vocabulary]` where asked for
public record ForwardResult(NDArray residual, Optional<NDArray> unembedded) {
    /// `[B, T or 1, vocabulary]`.
    ///
    /// @throws IllegalStateException if none were asked for
    public NDArray logits() {
        return unembedded.orElseThrow(() -> new IllegalStateException("this forward pass was not asked for logits"));
    }
}
