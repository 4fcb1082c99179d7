package org.sextant.app.compare;

import java.util.List;

import org.sextant.app.state.SiteName;
import org.sextant.runtime.session.LayerPair;

/// Labels of an axis of sites.
final class SiteWords {
    private static final String INPUT = "hook_resid_pre";
    private static final String OUTPUT = "hook_resid_post";

    private SiteWords() {}

    /// `in 0` and `out 3` for the residual stream, the block's number where all are of one other kind, else the names.
    static List<String> labels(List<String> sites) {
        List<SiteName> names = sites.stream().map(SiteName::parse).toList();
        boolean inBlocks = names.stream().allMatch(name -> name.layer().isPresent());
        if (inBlocks && names.stream().allMatch(name -> isResidual(name.suffix()))) {
            return names.stream().map(name -> (name.suffix().equals(INPUT) ? "in " : "out ")
                    + name.layer().getAsInt()).toList();
        }
        boolean oneKind = inBlocks && names.stream().map(SiteName::suffix).distinct().count() == 1;
        return oneKind
                ? names.stream().map(name -> Integer.toString(name.layer().getAsInt())).toList()
                : sites;
    }

    /// `output of block 3` for the residual stream, else the name.
    static String spoken(String site) {
        SiteName name = SiteName.parse(site);
        return name.layer().isPresent() && isResidual(name.suffix())
                ? (name.suffix().equals(INPUT) ? "input of block " : "output of block ") + name.layer().getAsInt()
                : site;
    }

    /// What the layers of both sides are called that stand beside each other, once where they are called the same.
    static String spoken(LayerPair pair) {
        String a = spoken(pair.siteA());
        String b = spoken(pair.siteB());
        return a.equals(b) ? a : a + " · " + b;
    }

    /// Title of the axis.
    static String axis(List<String> sites) {
        return sites.stream().map(SiteName::parse).allMatch(name -> isResidual(name.suffix()))
                ? "residual stream"
                : "site";
    }

    private static boolean isResidual(String suffix) {
        return suffix.equals(INPUT) || suffix.equals(OUTPUT);
    }
}
