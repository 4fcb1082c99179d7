package org.sextant.runtime.hook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The sites that one model has.
public final class SiteCatalog {
    private final LinkedHashSet<Site> sites;
    private final List<String> names;

    /// @param sites in the order of the forward pass
    public SiteCatalog(List<Site> sites) {
        this.sites = new LinkedHashSet<>(sites);
        this.names = sites.stream().map(Site::name).toList();
    }

    /// The catalogue that has these names; a name that is no site's is left out.
    ///
    /// @param names as [#names] gives them
    public static SiteCatalog named(List<String> names) {
        return new SiteCatalog(names.stream().flatMap(name -> SiteNames.read(name, Set.of()).stream()).toList());
    }

    /// Every site, in the order of the forward pass.
    public List<Site> sites() {
        return List.copyOf(sites);
    }

    /// Every site's name, in the order of the forward pass.
    public List<String> names() {
        return names;
    }

    public boolean contains(Site site) {
        return sites.contains(site);
    }

    /// The site of this name: our own, or another tool's name for the same place.
    ///
    /// @throws SiteException if the model has none, with the names most like it
    public Site require(String name) {
        Optional<Site> site = SiteNames.read(name, sites).filter(sites::contains);
        return site.orElseThrow(() -> new SiteException("this model has no site '" + name + "'",
                "among its " + sites.size() + " sites",
                "the nearest are " + String.join(", ", SiteNames.nearest(name, names))));
    }

    /// The sites that a pattern means, in the order of the forward pass: `*` stands for any characters, `?` for one.
    /// A pattern without either is an exact name.
    ///
    /// @return empty if a pattern with wildcards fits nothing
    /// @throws SiteException if an exact name is none of this model's
    public List<Site> match(String pattern) {
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            return List.of(require(pattern));
        }
        Pattern regex = Pattern.compile(wildcards(pattern));
        return sites.stream().filter(site -> regex.matcher(site.name()).matches()).toList();
    }

    private static String wildcards(String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.chars().forEach(c -> regex.append(switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(c));
        }));
        return regex.toString();
    }
}
