package org.sextant.runtime.session;

import java.util.List;

/// Active features.
///
/// @param tokens the prompt
/// @param active those that are not 0, position by position, the strongest first
/// @param provenance how to get it again
public record FeaturesResult(List<Token> tokens, List<Active> active, Provenance provenance) {
    public FeaturesResult {
        tokens = List.copyOf(tokens);
        active = List.copyOf(active);
    }

    /// One feature at one position.
    ///
    /// @param position counted from 0
    /// @param feature its number in the SAE
    /// @param activation in the SAE's own units
    public record Active(int position, int feature, float activation) {}
}
