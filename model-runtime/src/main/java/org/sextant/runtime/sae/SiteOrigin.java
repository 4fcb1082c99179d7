package org.sextant.runtime.sae;

import java.nio.file.Path;

/// How it is known where in a model an SAE belongs.
///
/// @param kind of knowledge
/// @param from what says so, such as `the key hook_name of cfg.json`
public record SiteOrigin(Kind kind, String from) {
    /// From the surest to the least sure.
    public enum Kind {
        /// The person says so.
        CHOSEN,
        /// A configuration names it.
        CONFIG,
        /// The name of a file or folder does.
        NAME,
        /// The format is known to be used there, and nothing says otherwise.
        ASSUMED,
        /// Nothing tells; the SAE cannot be used until a person does.
        UNKNOWN
    }

    static SiteOrigin chosen() {
        return new SiteOrigin(Kind.CHOSEN, "chosen by hand");
    }

    static SiteOrigin key(String key, Path file) {
        return new SiteOrigin(Kind.CONFIG, "the key " + key + " of " + file.getFileName());
    }

    static SiteOrigin name(String name) {
        return new SiteOrigin(Kind.NAME, "the name " + name);
    }

    static SiteOrigin assumed(String from) {
        return new SiteOrigin(Kind.ASSUMED, "assumed: " + from);
    }

    static SiteOrigin unknown() {
        return new SiteOrigin(Kind.UNKNOWN, "nothing says where it belongs");
    }
}
