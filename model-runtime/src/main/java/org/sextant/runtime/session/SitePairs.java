package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ModelSites;
import org.sextant.runtime.model.Transformer;

/// The sites of two models that are compared.
///
/// @param a of the first, in the order of its forward pass
/// @param b of the second
/// @param layers for each of the first the one that stands for it in the second: by number where there are as many, else
///         the one that lies as deep
record SitePairs(List<Site> a, List<Site> b, List<LayerPair> layers) {
    /// @throws SiteException if a model lacks a site that was asked for, or a site has no vector a token
    static SitePairs of(LoadedModel a, CompareSide sideA, LoadedModel b, CompareSide sideB) {
        List<Site> sitesA = sites(a, sideA.sites());
        List<Site> sitesB = sites(b, sideB.sites());
        List<LayerPair> layers = IntStream.range(0, sitesA.size()).mapToObj(layer -> {
            int other = counterpart(layer, sitesA.size(), sitesB.size());
            return new LayerPair(layer, other, sitesA.get(layer).name(), sitesB.get(other).name(),
                    width(a, sitesA.get(layer)), width(b, sitesB.get(other)));
        }).toList();
        return new SitePairs(sitesA, sitesB, layers);
    }

    static int width(LoadedModel model, Site site) {
        return ModelSites.width(site, model.transformer().spec()).orElseThrow(() -> new SiteException(
                "the site " + site.name() + " has no vector a token to compare", "in model " + model.card().name(),
                "choose a residual stream, an MLP or heads, such as blocks.*.hook_resid_post"));
    }

    private static int counterpart(int layer, int layers, int others) {
        return layers == 1 ? others - 1 : Math.toIntExact(Math.round((double) layer * (others - 1) / (layers - 1)));
    }

    private static List<Site> sites(LoadedModel model, List<String> patterns) {
        if (patterns.isEmpty()) {
            int layers = model.transformer().spec().layers();
            return Stream.concat(Stream.of(new Site(SiteKind.RESID_PRE, 0)),
                    IntStream.range(0, layers).mapToObj(layer -> new Site(SiteKind.RESID_POST, layer))).toList();
        }
        Set<Site> matched = new LinkedHashSet<>();
        patterns.forEach(pattern -> matched.addAll(matching(model, pattern)));
        List<Site> ordered = new ArrayList<>(model.transformer().sites().sites());
        ordered.retainAll(matched);
        ordered.forEach(site -> width(model, site));
        return ordered;
    }

    private static List<Site> matching(LoadedModel model, String pattern) {
        Transformer transformer = model.transformer();
        List<Site> found;
        try {
            found = transformer.sites().match(pattern);
        } catch (SiteException missing) {
            throw new SiteException(missing.what(), missing.where() + " of model " + model.card().name(),
                    missing.remedy());
        }
        if (found.isEmpty()) {
            throw new SiteException("no site fits '" + pattern + "'", "in model " + model.card().name(),
                    "choose another for this model; sextant info lists its sites");
        }
        return found;
    }

    List<Integer> widthsA(LoadedModel model) {
        return a.stream().map(site -> width(model, site)).toList();
    }

    List<Integer> widthsB(LoadedModel model) {
        return b.stream().map(site -> width(model, site)).toList();
    }
}
