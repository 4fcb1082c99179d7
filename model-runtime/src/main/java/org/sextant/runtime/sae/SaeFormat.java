package org.sextant.runtime.sae;

import java.nio.file.Path;

/// One way in which SAEs lie on disk. A new one is a class of this and a line in [SaeFolder].
interface SaeFormat {
    /// Its name, for messages, with the files that it looks for.
    String describe();

    /// Whether a folder holds an SAE of this format, told by the names of its files.
    boolean fits(Path folder);

    /// Reads what it is, without its numbers.
    ///
    /// @throws SaeException if the architecture is unknown
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    SaeSpec spec(Path folder);

    /// Reads it.
    ///
    /// @throws SaeException if a tensor is missing, has another shape or is not finite, or the architecture is unknown
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    SaeData read(Path folder);
}
