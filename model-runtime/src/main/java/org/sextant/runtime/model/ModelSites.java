package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.hook.SiteKind;

/// Which sites a specification has.
public final class ModelSites {
    private ModelSites() {}

    /// Every site, in the order of the forward pass.
    public static SiteCatalog of(ModelSpec spec) {
        List<Site> sites = new ArrayList<>();
        List<SiteKind> perBlock = new ArrayList<>();
        List<SiteKind> after = new ArrayList<>();
        for (SiteKind kind : SiteKind.values()) {
            if (!exists(kind, spec)) {
                continue;
            }
            if (kind.perBlock()) {
                perBlock.add(kind);
            } else if (perBlock.isEmpty()) {
                sites.add(Site.of(kind));
            } else {
                after.add(kind);
            }
        }
        for (int layer = 0; layer < spec.layers(); layer++) {
            for (SiteKind kind : perBlock) {
                sites.add(new Site(kind, layer));
            }
        }
        after.forEach(kind -> sites.add(Site.of(kind)));
        return new SiteCatalog(sites);
    }

    private static boolean exists(SiteKind kind, ModelSpec spec) {
        return switch (kind) {
            case POS_EMBED -> spec.position() instanceof PositionSpec.Learned;
            case RESID_MID -> !spec.parallel();
            case MLP_PRE_LINEAR -> spec.gated();
            default -> true;
        };
    }
}
