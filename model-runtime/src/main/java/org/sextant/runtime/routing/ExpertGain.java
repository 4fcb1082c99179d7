package org.sextant.runtime.routing;

import java.util.Locale;

/// One expert, switched off or weighed otherwise (METHODS.md 3.3).
///
/// @param layer block of the mixture
/// @param expert its number, from 0
/// @param gain what its weight is multiplied by: 1 leaves it as it is, 0 switches it off
/// @param mode how it is switched off, and what becomes of the other weights
public record ExpertGain(int layer, int expert, double gain, Mode mode) {
    /// What happens beside the multiplication.
    public enum Mode {
        /// At gain 0 the expert cannot be chosen, so that the next best takes its place; where fewer experts would be
        /// left than a token needs, and at other gains, as [#ZERO].
        MASK,
        /// The others keep their weights.
        ZERO,
        /// The weights of a token are scaled back to the sum that they had.
        ZERO_RENORM;

        /// The name in a plan: `zero_renorm`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @throws IllegalArgumentException if the gain is negative or not finite, or a number is negative
    public ExpertGain {
        if (!Double.isFinite(gain) || gain < 0 || layer < 0 || expert < 0) {
            throw new IllegalArgumentException("expert " + expert + " of block " + layer + " with gain " + gain);
        }
    }

    /// Switched off by a mask.
    public static ExpertGain off(int layer, int expert) {
        return new ExpertGain(layer, expert, 0, Mode.MASK);
    }

    /// Whether it leaves everything as it is.
    public boolean isNeutral() {
        return gain == 1;
    }

    /// In one line, for the provenance of a result.
    public String summary() {
        return mode.id() + " " + gain + " for expert " + expert + " of block " + layer;
    }
}
