package org.sextant.runtime.session;

import java.util.Collection;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;

/// How far a forward pass must go.
final class SiteDepth {
    private SiteDepth() {}

    /// The block to stop before when only these sites are wanted.
    static int blocksFor(Collection<Site> sites, int layers) {
        return sites.stream().mapToInt(site -> blocksFor(site, layers)).max().orElse(0);
    }

    private static int blocksFor(Site site, int layers) {
        boolean afterBlocks = site.kind() == SiteKind.FINAL_SCALE || site.kind() == SiteKind.FINAL_NORMALIZED;
        return afterBlocks ? layers : site.layer() + 1;
    }
}
