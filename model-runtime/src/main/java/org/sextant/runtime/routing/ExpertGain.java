package org.sextant.runtime.routing;

import java.util.Locale;

/// One expert, switched off or weighed otherwise (METHODS.md 3.3).
///
/// @param layer block of the mixture
/// @param expert its number, from 0
/// @param gain what its weight is multiplied by: 1 leaves it as it is, 0 switches it off; of a forced expert its weight as a
///         multiple of the largest that the router gave
/// @param mode how it is switched off or on, and what becomes of the other weights
public record ExpertGain(int layer, int expert, double gain, Mode mode) {
    /// What happens beside the multiplication.
    public enum Mode {
        /// At gain 0 the expert cannot be chosen, so that the next best takes its place; where fewer experts would be
        /// left than a token needs, and at other gains, as [#ZERO].
        MASK,
        /// The others keep their weights.
        ZERO,
        /// The weights of a token are scaled back to the sum that they had.
        ZERO_RENORM,
        /// Every token gets the expert: where the router did not choose it, it takes the place of the one chosen last that is
        /// not forced too. Its weight is `gain` times the largest weight that the router gave, also where it was chosen
        /// anyway, and then the token's weights are scaled back to the sum that the router gave.
        FORCE;

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

    /// Switched on for every token, as strong as the strongest.
    public static ExpertGain forced(int layer, int expert) {
        return new ExpertGain(layer, expert, 1, Mode.FORCE);
    }

    /// Whether it leaves everything as it is. A forced expert never does.
    public boolean isNeutral() {
        return gain == 1 && mode != Mode.FORCE;
    }

    /// Whether it cannot be chosen, where enough others are left.
    public boolean isMask() {
        return gain == 0 && mode == Mode.MASK;
    }

    /// In one line, for the provenance of a result.
    public String summary() {
        return mode.id() + " " + gain + " for expert " + expert + " of block " + layer;
    }
}
