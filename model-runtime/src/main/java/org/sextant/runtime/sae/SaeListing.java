package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.List;

/// What the files of an SAE say of it, without its numbers.
///
/// @param weights the file of its numbers
/// @param format its format's name
/// @param spec what it is; sites are `unknown` where nothing tells
/// @param origin how the sites are known
/// @param warnings what is to be known before it is trusted, a sentence each
public record SaeListing(Path weights, String format, SaeSpec spec, SiteOrigin origin, List<String> warnings) {
    /// Stands for a site that nothing tells.
    public static final String UNKNOWN = "unknown";

    public SaeListing {
        warnings = List.copyOf(warnings);
    }

    /// The same at the sites that a person chose.
    ///
    /// @throws SaeException if the SAE has one site and two were chosen, or a site is still unknown
    SaeListing at(SiteChoice choice) {
        SaeSpec placed = choice.isEmpty() ? spec : spec.at(choice, weights);
        if (placed.sites().contains(UNKNOWN)) {
            throw new SaeException("neither a configuration nor a name says at which site the SAE belongs",
                    "of " + weights, "choose the site (--site), such as blocks.6.hook_resid_post"
                            + (spec.transcoder() ? ", and that of the output (--site-out)" : ""));
        }
        return choice.isEmpty() ? this : new SaeListing(weights, format, placed, SiteOrigin.chosen(), warnings);
    }
}
