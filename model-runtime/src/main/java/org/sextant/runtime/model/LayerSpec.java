package org.sextant.runtime.model;

import java.util.Optional;

/// What may differ from block to block.
///
/// @param window keys that a query sees, its own included; 0 for all before it
/// @param attentionScale factor of the scores
/// @param rotary how queries and keys turn, where they do
/// @param mixture whether the feed-forward layer is a mixture of experts
public record LayerSpec(int window, double attentionScale, Optional<RotarySpec> rotary, boolean mixture) {
    /// A dense block whose queries see every key before them.
    public static LayerSpec full(double attentionScale, Optional<RotarySpec> rotary) {
        return new LayerSpec(0, attentionScale, rotary, false);
    }

    /// The same with or without experts.
    public LayerSpec withMixture(boolean isMixture) {
        return new LayerSpec(window, attentionScale, rotary, isMixture);
    }
}
