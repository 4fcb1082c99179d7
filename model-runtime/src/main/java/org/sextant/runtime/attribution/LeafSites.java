package org.sextant.runtime.attribution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.Transformer;

/// Where leaves are needed so that the coefficients of some sites can be read. The coefficient of a summand is that of the
/// sum, so what attention and MLP add is read where the residual stream goes on, unless something changes the sum there.
final class LeafSites {
    private final Transformer model;
    private final Set<Site> changed;

    /// @param changed sites whose value something else changes
    LeafSites(Transformer model, Set<Site> changed) {
        this.model = model;
        this.changed = changed;
    }

    /// The leaf of each site.
    Map<Site, Site> of(Set<Site> sites) {
        Map<Site, Site> leaves = new LinkedHashMap<>();
        sites.forEach(site -> leaves.put(site, leaf(site)));
        return leaves;
    }

    private Site leaf(Site site) {
        Site sum = switch (site.kind()) {
            case ATTN_OUT -> model.sites().contains(new Site(SiteKind.RESID_MID, site.layer()))
                    ? new Site(SiteKind.RESID_MID, site.layer())
                    : new Site(SiteKind.RESID_POST, site.layer());
            case MLP_OUT -> new Site(SiteKind.RESID_POST, site.layer());
            case RESID_POST -> site.layer() + 1 < model.spec().layers()
                    ? new Site(SiteKind.RESID_PRE, site.layer() + 1)
                    : site;
            default -> site;
        };
        return sum.equals(site) || changed.contains(sum) ? site : leaf(sum);
    }
}
