package org.sextant.runtime.session;

import java.util.List;

/// Where the tokens went.
///
/// @param tokens of the prompt, then those that continue it
/// @param promptTokens how many of them are the prompt
/// @param experts of each mixture
/// @param chosen experts that see a token
/// @param layers blocks with experts, in their order
/// @param provenance how to get it again
public record RoutingResult(List<Token> tokens, int promptTokens, int experts, int chosen, List<RoutedLayer> layers,
        Provenance provenance) {
    public RoutingResult {
        tokens = List.copyOf(tokens);
        layers = List.copyOf(layers);
    }
}
