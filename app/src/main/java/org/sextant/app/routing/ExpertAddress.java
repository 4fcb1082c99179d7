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

    /// It with another weight.
    ExpertGain times(double gain, ExpertGain.Mode mode) {
        return new ExpertGain(layer, expert, gain, mode);
    }
}
