package org.sextant.runtime.sae;

import java.nio.file.Path;

/// One way in which SAEs lie on disk, each told by the file of its numbers. A new one is a class of this and a line in
/// [SaeFolder].
interface SaeFormat {
    /// Its name, for people.
    String name();

    /// The files that it looks for, for messages.
    String files();

    /// Whether a file holds the numbers of an SAE of this format: told by names, and where names do not tell by the
    /// file's table of tensors.
    boolean fits(Path weights);

    /// Reads what it is, without its numbers.
    ///
    /// @throws SaeException if the architecture is unknown
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    SaeListing inspect(Path weights);

    /// Reads it.
    ///
    /// @throws SaeException if a tensor is missing, has another shape or is not finite, or the architecture is unknown
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    SaeData read(Path weights);
}
