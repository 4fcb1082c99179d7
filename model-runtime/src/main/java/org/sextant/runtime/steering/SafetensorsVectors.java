package org.sextant.runtime.steering;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.checkpoint.Widening;

/// Safetensors with a tensor `layer.{l}` `[d_model]` a layer in float32; what is known of the vector is metadata
/// (METHODS.md 4.13).
final class SafetensorsVectors implements VectorFormat {
    @Override
    public String ending() {
        return ".safetensors";
    }

    @Override
    public VectorContent read(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            SafetensorsFile tensors = SafetensorsFile.map(file, arena);
            List<Directions.Stored> arrays = tensors.entries().stream()
                    .map(entry -> stored(entry, () -> tensors.bytes(entry.name()))).toList();
            return VectorContent.of(tensors.metadata(), Directions.of(arrays, file), file);
        }
    }

    /// A tensor whose numbers are widened when they are asked for.
    static Directions.Stored stored(TensorEntry entry, Supplier<MemorySegment> bytes) {
        return new Directions.Stored(entry.name(), entry.shape(), () -> {
            if (!entry.type().isWeight()) {
                throw new SteeringException("the tensor " + entry.name() + " is stored as " + entry.type(),
                        "in " + entry.file(), "store vectors in F32, F16 or BF16");
            }
            return Widening.floats(bytes.get(), entry.type());
        });
    }

    @Override
    public void write(SteeringVector vector, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter();
        VectorContent.texts(vector).forEach(writer::metadata);
        vector.byLayer().forEach((layer, values) -> writer.add("layer." + layer, values, values.length));
        writer.writeTo(file);
    }
}
