package org.sextant.runtime.sae;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Reads an SAE from its folder, whatever format it is in.
public final class SaeFolder {
    private static final List<SaeFormat> FORMATS = List.of(new SaeLensFormat());

    private SaeFolder() {}

    /// @throws SaeException if there is no SAE, or it is damaged or of an unknown kind
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    public static SaeData read(Path folder) {
        return format(folder).read(folder);
    }

    /// What the SAE is, without its numbers.
    ///
    /// @throws SaeException if there is no SAE, or one of an unknown kind
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    public static SaeSpec spec(Path folder) {
        return format(folder).spec(folder);
    }

    private static SaeFormat format(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SaeException(
                    Files.exists(folder) ? "an SAE is a folder, and this is a file" : "there is no such folder",
                    "at " + folder, "give the folder that holds cfg.json");
        }
        return FORMATS.stream().filter(format -> format.fits(folder)).findFirst()
                .orElseThrow(() -> new SaeException("there is no SAE in this folder", "at " + folder,
                        "give a folder in the layout of "
                                + FORMATS.stream().map(SaeFormat::describe).collect(Collectors.joining(", or of "))));
    }
}
