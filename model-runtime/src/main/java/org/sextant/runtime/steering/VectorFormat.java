package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.List;

/// One way in which vectors lie on disk. A new one is a class of this and a line in [VectorFile].
interface VectorFormat {
    /// What its files' names end in: `.gguf`.
    String ending();

    /// Reads what a file says.
    ///
    /// @throws org.sextant.runtime.SextantException if it cannot be read, is damaged, or holds no finite directions
    VectorContent read(Path file);

    /// Writes a vector, replacing a file that is there.
    ///
    /// @throws org.sextant.runtime.SextantException if the place cannot be written to
    void write(SteeringVector vector, Path file);

    /// What other programs would do otherwise with such a file than Sextant, a sentence each.
    default List<String> cautions(SteeringVector vector) {
        return List.of();
    }
}
