package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.sae.SaeException;
import org.sextant.runtime.sae.SaeFolder;
import org.sextant.runtime.sae.SaeListing;
import org.sextant.runtime.sae.SaeSpec;

/// What an SAE is, without its numbers.
///
/// @param folder where it lies, a folder or a file
/// @param format the tool whose layout it has
/// @param architecture how features come from pre-activations, such as `topk`
/// @param k features of a token at the most; empty where thresholds or signs decide
/// @param siteIn name of the place that its features are read from; `unknown` where nothing tells
/// @param site name of the place that its features are written to; `unknown` where nothing tells
/// @param siteFrom how the sites are known, such as `the key hook_name of cfg.json`
/// @param width of the vectors there
/// @param features how many it has
/// @param transcoder whether its features are read elsewhere than they are written, so that none can be held
/// @param warnings what is to be known before it is trusted, a sentence each
public record SaeCard(Path folder, String format, String architecture, OptionalInt k, String siteIn, String site,
        String siteFrom, int width, int features, boolean transcoder, List<String> warnings) {
    public SaeCard {
        warnings = List.copyOf(warnings);
    }

    /// Reads it; quick, and safe on any thread.
    ///
    /// @param folder a folder with one SAE, or the file of its numbers
    /// @throws org.sextant.runtime.SextantException if there is none, or one of an unknown kind
    public static SaeCard read(Path folder) {
        SaeListing listing = SaeFolder.inspect(folder);
        SaeSpec spec = listing.spec();
        return new SaeCard(folder, listing.format(), spec.activation().label(), spec.activation().limit(),
                own(spec.site()), own(spec.target()), listing.origin().from(), spec.dOut(), spec.dSae(),
                spec.transcoder(), listing.warnings());
    }

    /// Our name for a place that another tool names; as it stands where it is no such name.
    private static String own(String site) {
        return SiteCatalog.named(List.of(site)).names().stream().findFirst().orElse(site);
    }

    /// The same, at a site that a person chose.
    ///
    /// @throws SaeException for a transcoder, which has two
    public SaeCard at(String other) {
        if (transcoder) {
            throw new SaeException("a transcoder reads at one site and writes at another", "of " + folder,
                    "name both in its configuration");
        }
        return new SaeCard(folder, format, architecture, k, other, other, "chosen here", width, features, false,
                warnings);
    }

    /// Whether its files say at which site it belongs.
    public boolean isPlaced() {
        return !site.equals(SaeListing.UNKNOWN);
    }

    /// The same, where it is known at which site it belongs.
    ///
    /// @throws SaeException where nothing tells
    public SaeCard placed() {
        if (!isPlaced()) {
            throw new SaeException("nothing says at which site the SAE belongs", "of " + folder,
                    "put a configuration that names it beside the file, as its authors publish it");
        }
        return this;
    }
}
