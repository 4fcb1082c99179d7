package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Optional;

import org.sextant.runtime.sae.SiteChoice;

/// An SAE on disk, and where in the model a person wants it.
///
/// @param path its file or folder, in any format that is known
/// @param site where its input is, by name; empty for what its files say
/// @param siteOut where its output belongs, of a transcoder; empty for what its files say
public record SaePlace(Path path, Optional<String> site, Optional<String> siteOut) {
    /// Where its files say.
    public static SaePlace of(Path path) {
        return new SaePlace(path, Optional.empty(), Optional.empty());
    }

    /// An autoencoder at a site that a person chose.
    public static SaePlace at(Path path, String site) {
        return new SaePlace(path, Optional.of(site), Optional.empty());
    }

    SiteChoice choice() {
        return new SiteChoice(site, siteOut);
    }
}
