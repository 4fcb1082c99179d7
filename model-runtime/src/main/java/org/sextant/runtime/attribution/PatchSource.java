package org.sextant.runtime.attribution;

import java.util.Map;

import org.sextant.runtime.hook.Site;

/// What a node is set to.
public sealed interface PatchSource {
    /// What it is in the pair's other run.
    record OtherRun() implements PatchSource {}

    /// Zero.
    record Zero() implements PatchSource {}

    /// One vector a site, for every position.
    ///
    /// @param bySite its numbers, those of a position
    record Mean(Map<Site, float[]> bySite) implements PatchSource {
        public Mean {
            bySite = Map.copyOf(bySite);
        }
    }
}
