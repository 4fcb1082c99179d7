package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.sextant.runtime.hook.SiteKind;

/// What a file says, and no more.
///
/// @param site where in a block its directions belong, if it says so
/// @param byLayer `[d_model]` by the number that the file gives the layer
/// @param about what else it says
record VectorContent(Optional<SiteKind> site, SortedMap<Integer, float[]> byLayer, Map<String, String> about) {
    /// The name under which a file keeps the site beside the rest.
    static final String SITE = "site";

    /// @param texts what the file says in words, its site under [#SITE]
    /// @throws SteeringException if it names a site that no model has
    static VectorContent of(Map<String, String> texts, SortedMap<Integer, float[]> byLayer, Path file) {
        Map<String, String> about = new TreeMap<>(texts);
        Optional<SiteKind> site = Optional.ofNullable(about.remove(SITE)).map(suffix -> kind(suffix, "in " + file));
        return new VectorContent(site, byLayer, about);
    }

    /// What a file should keep in words of a vector, the counterpart of [#of].
    static SortedMap<String, String> texts(SteeringVector vector) {
        SortedMap<String, String> texts = new TreeMap<>(vector.about());
        texts.put(SITE, vector.site().suffix());
        return texts;
    }

    /// @throws SteeringException if no model has such a site
    static SiteKind kind(String suffix, String where) {
        return Stream.of(SiteKind.values()).filter(kind -> kind.suffix().equals(suffix)).findFirst()
                .orElseThrow(() -> new SteeringException("the vector belongs to the site '" + suffix
                        + "', which no model has", where, "name a site such as hook_resid_post"));
    }

    SteeringVector vector() {
        return new SteeringVector(site.orElse(SiteKind.RESID_POST), byLayer, about);
    }
}
