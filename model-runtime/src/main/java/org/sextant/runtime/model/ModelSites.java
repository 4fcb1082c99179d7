package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.hook.SiteKind;

/// Which sites a specification has.
public final class ModelSites {
    private ModelSites() {}

    /// Every site, in the order of the forward pass.
    public static SiteCatalog of(ModelSpec spec) {
        List<Site> sites = new ArrayList<>();
        List<Site> after = new ArrayList<>();
        for (SiteKind kind : SiteKind.values()) {
            if (!kind.perBlock() && (kind != SiteKind.POS_EMBED || spec.ends().learnedPositions())) {
                (kind.compareTo(SiteKind.RESID_PRE) < 0 ? sites : after).add(Site.of(kind));
            }
        }
        for (int layer = 0; layer < spec.layers(); layer++) {
            for (SiteKind kind : SiteKind.values()) {
                if (kind.perBlock() && exists(kind, spec, spec.blocks().get(layer).mixture())) {
                    sites.add(new Site(kind, layer));
                }
            }
        }
        sites.addAll(after);
        return new SiteCatalog(sites);
    }

    /// Numbers of a token's vector at a site, those of its heads one after another; empty where a site has no vector a
    /// token.
    public static OptionalInt width(Site site, ModelSpec spec) {
        return new SiteWidths(spec.dModel(), spec.dMlp(), spec.heads(), spec.kvHeads(), spec.headDim()).at(site);
    }

    private static boolean exists(SiteKind kind, ModelSpec spec, boolean mixture) {
        return switch (kind) {
            case LN1_SCALE, LN1_NORMALIZED, LN2_SCALE, LN2_NORMALIZED -> spec.form().normsBefore();
            case RESID_MID -> spec.form() != BlockForm.PARALLEL;
            case MLP_PRE, MLP_POST -> !mixture;
            case MLP_PRE_LINEAR -> !mixture && spec.mlp().gated();
            case ROUTER_LOGITS, EXPERT_INDICES, EXPERT_WEIGHTS -> mixture;
            case SHARED_OUT -> mixture && spec.experts().orElseThrow().shared().isPresent();
            default -> true;
        };
    }
}
