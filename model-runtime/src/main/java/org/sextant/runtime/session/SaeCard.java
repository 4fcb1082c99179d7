package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.sextant.runtime.SextantException;
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

    /// Why its features cannot be read in a model; empty where they can, as far as its card tells.
    public Optional<SextantException> misfit(ModelCard model) {
        SiteCatalog sites = SiteCatalog.named(model.sites());
        Optional<String> lacking = Stream.of(siteIn, site).filter(place -> !sites.names().contains(place)).findFirst();
        if (!isPlaced() || lacking.isPresent()) {
            return Optional.of(isPlaced()
                    ? new SaeException(model.name() + " has no " + lacking.orElse(site),
                            "where the SAE " + folder.getFileName() + " belongs", "choose an SAE of one of its sites")
                    : unplaced());
        }
        OptionalInt own = model.widths().at(sites.require(site));
        return own.equals(OptionalInt.of(width))
                ? Optional.empty()
                : Optional.of(new SaeException(
                        "the SAE " + folder.getFileName() + " is made for vectors of " + width + " numbers and "
                                + model.name() + " has " + (own.isPresent() ? own.getAsInt() : "none a token"),
                        "at " + site, "choose an SAE that was trained on this model"));
    }

    private SaeException unplaced() {
        return new SaeException("nothing says at which site the SAE belongs", "of " + folder,
                "put a configuration that names it beside the file, as its authors publish it");
    }

    /// The same, where it is known at which site it belongs.
    ///
    /// @throws SaeException where nothing tells
    public SaeCard placed() {
        if (!isPlaced()) {
            throw unplaced();
        }
        return this;
    }
}
