package org.sextant.runtime.session;

import java.util.Collection;

import org.sextant.runtime.hook.Site;

/// How far a forward pass must go.
final class SiteDepth {
    private SiteDepth() {}

    /// The block to stop before when only these sites are wanted.
    static int blocksFor(Collection<Site> sites, int layers) {
        return sites.stream().mapToInt(site -> site.blocks(layers)).max().orElse(0);
    }
}
