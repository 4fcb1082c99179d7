package org.sextant.runtime.model;

/// Rotary position embedding (METHODS.md 6.1).
///
/// @param width entries of a head that rotate; the rest stay as they are
/// @param place which entries those are
/// @param interleaved whether a pair is two neighbours, rather than an entry and the one half the width on
/// @param attentionFactor multiplies cosine and sine
/// @param frequencies the inverse frequencies of the pairs
public record RotarySpec(int width, Place place, boolean interleaved, double attentionFactor,
        RotaryFrequencies frequencies) {
    /// Which entries of a head rotate.
    public enum Place {
        FIRST, LAST
    }

    /// The first entries of a head, in pairs half the width apart.
    public static RotarySpec of(int width, double attentionFactor, RotaryFrequencies frequencies) {
        return new RotarySpec(width, Place.FIRST, false, attentionFactor, frequencies);
    }
}
