package org.sextant.runtime.sae;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.checkpoint.Widening;

/// The tensors of an SAE in a safetensors file, as float32 in the orientation that is asked for.
final class StoredTensors {
    private final SafetensorsFile file;

    /// @param arena holds the file open
    StoredTensors(Path path, Arena arena) {
        this.file = SafetensorsFile.map(path, arena);
    }

    boolean has(String name) {
        return file.entry(name).isPresent();
    }

    /// The numbers of a tensor, row-major. A matrix that lies the other way round is turned, told by its sizes alone.
    ///
    /// @param shape sizes of its axes
    /// @throws SaeException if it is missing, has another shape, or is stored as another type than float32, float16 or
    ///         bfloat16
    float[] floats(String name, int... shape) {
        TensorEntry entry = file.entry(name).orElseThrow(
                () -> new SaeException("the tensor " + name + " is missing", where(), "download the SAE again"));
        List<Long> wanted = Arrays.stream(shape).mapToObj(Long::valueOf).toList();
        if (!entry.type().isWeight()) {
            throw new SaeException(name + " is stored as " + entry.type(), where(),
                    "convert it to F32, F16 or BF16");
        }
        if (entry.shape().equals(wanted)) {
            return read(entry);
        }
        if (entry.shape().equals(wanted.reversed())) {
            return turned(read(entry), shape[1], shape[0]);
        }
        throw new SaeException(name + " has the shape " + entry.shape() + " where " + wanted + " belongs", where(),
                "check that weights and configuration are of the same SAE");
    }

    private float[] read(TensorEntry entry) {
        return Widening.floats(file.bytes(entry.name()), entry.type());
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    private String where() {
        return "in " + file.path();
    }
}
