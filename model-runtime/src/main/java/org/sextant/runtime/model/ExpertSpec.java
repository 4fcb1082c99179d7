package org.sextant.runtime.model;

import java.util.Optional;

/// The feed-forward layers that are mixtures of experts.
///
/// @param count experts a layer
/// @param chosen experts a token
/// @param width neurons of one expert
/// @param kind what one expert computes
/// @param router how experts are chosen and weighed
/// @param shared the expert that sees every token, where there is one
public record ExpertSpec(int count, int chosen, int width, Kind kind, RouterSpec router, Optional<Shared> shared) {
    public ExpertSpec {
        if (chosen < 1 || chosen > count) {
            throw new IllegalArgumentException(chosen + " of " + count + " experts cannot be chosen");
        }
    }

    /// What one expert computes.
    public enum Kind {
        /// `down(silu(gate x) ⊙ up x)`.
        GATED,
        /// `down((u + 1) ⊙ g σ(1.702 g))` with bias, where g, at most 7, and u, within ± 7, are the even and odd rows of
        /// one projection (METHODS.md 6.4.17).
        CLAMPED
    }

    /// The expert that sees every token.
    ///
    /// @param width its neurons
    /// @param gated whether its output is multiplied by `σ(w · x)`
    public record Shared(int width, boolean gated) {}
}
