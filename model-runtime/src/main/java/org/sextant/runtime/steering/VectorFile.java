package org.sextant.runtime.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Steering vectors on disk (METHODS.md 4.13), in the format that the ending of the name says: `.safetensors`, `.gguf`,
/// `.svec` or `.npz`.
public final class VectorFile {
    private static final List<VectorFormat> FORMATS = List.of(new SafetensorsVectors(), new GgufVectors(),
            new SvecVectors(), new NpzVectors());

    private VectorFile() {}

    /// @throws SteeringException if the ending is unknown or a number is not finite
    /// @throws org.sextant.runtime.SextantException if the place cannot be written to
    public static void write(SteeringVector vector, Path file) {
        VectorFormat format = format(file);
        vector.byLayer().forEach((layer, values) -> Directions.requireFinite(values, "layer " + layer,
                "in the vector for " + file));
        format.write(vector, file);
    }

    /// What the file says, and where it says nothing what is assumed of all: its directions belong to `hook_resid_post`
    /// of the blocks with their numbers.
    ///
    /// @throws SteeringException if the ending is unknown, or the file holds no vectors, or numbers that are not finite
    /// @throws org.sextant.runtime.SextantException if it cannot be read or is damaged
    public static SteeringVector read(Path file) {
        return inspect(file).vector();
    }

    /// As [#read], with the questions that the file leaves open.
    public static ImportedVector inspect(Path file) {
        return ImportedVector.of(format(file).read(file));
    }

    /// What other programs would make of the vector in such a file, where that differs from what it is; a sentence each.
    ///
    /// @throws SteeringException if the ending is unknown
    public static List<String> cautions(SteeringVector vector, Path file) {
        return format(file).cautions(vector);
    }

    private static VectorFormat format(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return FORMATS.stream().filter(format -> name.endsWith(format.ending())).findFirst()
                .orElseThrow(() -> new SteeringException("the ending is none of a file of steering vectors",
                        "at " + file, "end the name in "
                                + FORMATS.stream().map(VectorFormat::ending).collect(Collectors.joining(", "))));
    }
}
