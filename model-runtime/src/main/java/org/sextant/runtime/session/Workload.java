package org.sextant.runtime.session;

import java.util.Collection;
import java.util.List;

import org.sextant.runtime.hook.Site;

/// What a request is going to hold at a time.
///
/// @param positions tokens that go through the model at once
/// @param logitRows positions whose logits are held at a time
/// @param cached positions that a cache has room for
/// @param held sites whose values are copied and held to the end
/// @param passing sites whose values are copied and looked at, one at a time
record Workload(int positions, long logitRows, long cached, Collection<Site> held, Collection<Site> passing) {
    /// A pass that captures nothing.
    static Workload pass(int positions, long logitRows) {
        return new Workload(positions, logitRows, 0, List.of(), List.of());
    }

    Workload caching(long room) {
        return new Workload(positions, logitRows, room, held, passing);
    }

    Workload holding(Collection<Site> sites) {
        return new Workload(positions, logitRows, cached, sites, passing);
    }

    Workload lookingAt(Collection<Site> sites) {
        return new Workload(positions, logitRows, cached, held, sites);
    }
}
