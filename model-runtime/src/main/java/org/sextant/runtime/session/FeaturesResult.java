package org.sextant.runtime.session;

import java.util.List;

/// Active features.
///
/// @param tokens the prompt
/// @param active those that are not 0, position by position, the strongest first
/// @param fits how far the SAE is off, by position
/// @param provenance how to get it again
public record FeaturesResult(List<Token> tokens, List<Active> active, List<Fit> fits, Provenance provenance) {
    public FeaturesResult {
        tokens = List.copyOf(tokens);
        active = List.copyOf(active);
        fits = List.copyOf(fits);
    }

    /// One feature at one position.
    ///
    /// @param position counted from 0
    /// @param feature its number in the SAE
    /// @param activation in the SAE's own units
    /// @param share in what all features of the position give together; those of a position sum to 1
    public record Active(int position, int feature, float activation, float share) {}

    /// How well a position is given back.
    ///
    /// @param norm ‖x‖ of what is to be given back
    /// @param error ‖x − x̂‖
    public record Fit(float norm, float error) {
        /// `‖x − x̂‖ / ‖x‖`.
        public double relative() {
            return norm == 0 ? 0 : (double) error / norm;
        }
    }
}
