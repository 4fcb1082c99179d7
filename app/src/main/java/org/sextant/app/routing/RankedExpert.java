package org.sextant.app.routing;

import org.sextant.runtime.routing.Resonance;

/// An expert in the order of resonance.
///
/// @param rank 0 the most resonant
/// @param address which it is
/// @param row of its layer, counted among those with experts
/// @param resonance the comparison that it stands in
/// @param stability how far that would be another with other prompts
record RankedExpert(int rank, ExpertAddress address, int row, Resonance resonance, Resonance.Stability stability) {
    float delta() {
        return (float) resonance.delta(row, address.expert());
    }

    float z() {
        return (float) resonance.z(row, address.expert());
    }

    float ratio() {
        return (float) resonance.ratio(row, address.expert());
    }

    /// The share of resamples in which it is among the most resonant.
    float share() {
        return (float) stability.share(row, address.expert());
    }

    /// The lower end of what 95 in 100 resamples give.
    double low() {
        return stability.quantile(row, address.expert(), 0.025);
    }

    /// The upper end of the same.
    double high() {
        return stability.quantile(row, address.expert(), 0.975);
    }
}
