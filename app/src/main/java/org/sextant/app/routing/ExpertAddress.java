package org.sextant.app.routing;

import org.sextant.runtime.routing.ExpertGain;

/// One expert.
///
/// @param layer its block
/// @param expert its number, from 0
record ExpertAddress(int layer, int expert) {
    /// `L3 E7`.
    String words() {
        return "L" + layer + " E" + expert;
    }

    /// It with another weight. At 0 it cannot be chosen, so that the next best takes its place.
    ExpertGain times(double gain) {
        return new ExpertGain(layer, expert, gain, ExpertGain.Mode.MASK);
    }
}
