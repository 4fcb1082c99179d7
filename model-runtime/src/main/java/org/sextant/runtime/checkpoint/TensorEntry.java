package org.sextant.runtime.checkpoint;

import java.nio.file.Path;
import java.util.List;

/// Where one tensor lies.
///
/// @param name its name in the file
/// @param type how its numbers are stored
/// @param shape sizes of its axes, outermost first; empty for a single number
/// @param file the safetensors file
/// @param offset bytes from the start of the file to its first number
/// @param byteLength bytes it takes
public record TensorEntry(String name, StoredType type, List<Long> shape, Path file, long offset, long byteLength) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /// How many numbers it holds.
    public long elements() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
}
