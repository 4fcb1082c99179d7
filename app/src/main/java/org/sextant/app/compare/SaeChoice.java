package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.sextant.app.features.LabelledSae;
import org.sextant.app.view.PaneState;

/// Whose features are read in either model, and which SAEs could be.
///
/// @param offered their folders or files
/// @param a of the first model
/// @param b of the second model
/// @param notes what is worth knowing before it is trusted
record SaeChoice(List<Path> offered, Side a, Side b, List<String> notes) {
    SaeChoice {
        offered = List.copyOf(offered);
        notes = List.copyOf(notes);
    }

    /// What one model is read with.
    sealed interface Side {
        /// With this SAE.
        record Read(LabelledSae sae) implements Side {}

        /// With none: there is none, or the one that is wanted cannot be read.
        ///
        /// @param path the one that is wanted
        /// @param why what is missing, and what to do
        record Missing(Optional<Path> path, PaneState why) implements Side {}

        /// The SAE that is wanted, whether or not it can be read.
        default Optional<Path> wanted() {
            return switch (this) {
                case Read(LabelledSae sae) -> Optional.of(sae.card().folder());
                case Missing(Optional<Path> path, _) -> path;
            };
        }
    }
}
