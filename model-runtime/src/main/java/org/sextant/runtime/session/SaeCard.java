package org.sextant.runtime.session;

import java.nio.file.Path;

import org.sextant.runtime.sae.SaeFolder;
import org.sextant.runtime.sae.SaeSpec;

/// What an SAE is, without its numbers.
///
/// @param folder where it lies
/// @param site name of the place that its features are written to
/// @param width of the vectors there
/// @param features how many it has
/// @param transcoder whether its features are read elsewhere than they are written, so that none can be held
public record SaeCard(Path folder, String site, int width, int features, boolean transcoder) {
    /// Reads it; quick, and safe on any thread.
    ///
    /// @throws org.sextant.runtime.SextantException if there is none, or one of an unknown kind
    public static SaeCard read(Path folder) {
        SaeSpec spec = SaeFolder.spec(folder);
        return new SaeCard(folder, spec.target(), spec.dOut(), spec.dSae(), spec.transcoder());
    }
}
