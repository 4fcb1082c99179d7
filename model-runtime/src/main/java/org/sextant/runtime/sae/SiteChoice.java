package org.sextant.runtime.sae;

import java.util.Optional;

/// Where a person wants an SAE, in place of what its files say.
///
/// @param site where its input is, by name
/// @param siteOut where its output belongs, of a transcoder
public record SiteChoice(Optional<String> site, Optional<String> siteOut) {
    /// What the files say.
    public static final SiteChoice OF_THE_FILE = new SiteChoice(Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return site.isEmpty() && siteOut.isEmpty();
    }
}
