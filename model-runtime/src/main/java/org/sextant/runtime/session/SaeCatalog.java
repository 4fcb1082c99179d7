package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.sae.SaeFolder;

/// The SAEs that lie in a folder and below it.
///
/// @param saes those that can be opened, in the order of their paths
/// @param refused files that look like one and are none, or are damaged
public record SaeCatalog(List<SaeCard> saes, List<Refused> refused) {
    public SaeCatalog {
        saes = List.copyOf(saes);
        refused = List.copyOf(refused);
    }

    /// A file that cannot be opened.
    ///
    /// @param why in a sentence
    public record Refused(Path file, String why) {}

    /// Looks at a file, or through a folder and those below it; safe on any thread, and without a model.
    ///
    /// @throws org.sextant.runtime.SextantException if there is no such path, or it cannot be read
    public static SaeCatalog of(Path place) {
        List<SaeCard> saes = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Path file : SaeFolder.under(place)) {
            try {
                saes.add(SaeCard.read(file));
            } catch (SextantException problem) {
                refused.add(new Refused(file, problem.getMessage()));
            }
        }
        return new SaeCatalog(saes, refused);
    }
}
