package org.sextant.runtime.model;

/// A dense feed-forward layer.
///
/// @param width neurons
/// @param activation their nonlinearity
/// @param gated whether it is `down(act(gate x) ⊙ up x)` rather than `down(act(up x))`
public record MlpSpec(int width, Activation activation, boolean gated) {}
