package org.sextant.runtime.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one forward pass gave.
///
/// @param tokens the prompt
/// @param top candidates for the token after the last position, most likely first
/// @param logits `[1, position, vocabulary]` where asked for
/// @param sites captured values by site name, in the order of the forward pass, with the batch axis
/// @param unmatched patterns that match no site of this model
/// @param elapsedMillis time of the forward pass in milliseconds
/// @param provenance how to get it again
public record RunResult(
        List<Token> tokens,
        List<Prediction> top,
        Optional<TensorValue> logits,
        Map<String, TensorValue> sites,
        List<String> unmatched,
        double elapsedMillis,
        Provenance provenance) {
    public RunResult {
        tokens = List.copyOf(tokens);
        top = List.copyOf(top);
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
        unmatched = List.copyOf(unmatched);
    }
}
