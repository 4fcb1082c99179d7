package org.sextant.runtime.model;

import java.util.List;

/// Rotary position embedding: the inverse frequencies of its pairs (METHODS.md 6.1).
///
/// @param inverseFrequencies one a pair, so half as many as rotated entries of a head
/// @param attentionFactor multiplies cosine and sine
public record RotarySpec(List<Double> inverseFrequencies, double attentionFactor) {
    public RotarySpec {
        inverseFrequencies = List.copyOf(inverseFrequencies);
    }

    /// How many entries of a head rotate; the rest stay as they are.
    public int width() {
        return 2 * inverseFrequencies.size();
    }
}
