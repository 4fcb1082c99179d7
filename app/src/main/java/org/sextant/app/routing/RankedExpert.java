package org.sextant.app.routing;

/// An expert in the order of resonance.
///
/// @param rank 0 the most resonant
/// @param address which it is
/// @param row of its layer, counted among those with experts
/// @param of the comparison that it stands in
record RankedExpert(int rank, ExpertAddress address, int row, Resonated of) {
    float delta() {
        return (float) of.resonance().delta(row, address.expert());
    }

    float z() {
        return (float) of.resonance().z(row, address.expert());
    }

    float ratio() {
        return (float) of.resonance().ratio(row, address.expert());
    }

    /// The share of resamples in which it is among the most resonant.
    float share() {
        return (float) of.stability().share(row, address.expert());
    }

    /// The lower end of what 95 in 100 resamples give.
    double low() {
        return of.stability().quantile(row, address.expert(), 0.025);
    }

    /// The upper end of the same.
    double high() {
        return of.stability().quantile(row, address.expert(), 0.975);
    }
}
