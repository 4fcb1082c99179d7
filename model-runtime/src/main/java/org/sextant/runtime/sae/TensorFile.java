package org.sextant.runtime.sae;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.checkpoint.NpzFile;
import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.checkpoint.StoredType;
import org.sextant.runtime.checkpoint.TorchFile;
import org.sextant.runtime.checkpoint.Widening;

/// A file of named tensors, whatever its kind.
sealed interface TensorFile extends AutoCloseable {
    Path path();

    /// The names of the tensors and their shapes, outermost axis first.
    Map<String, List<Long>> shapes();

    /// The numbers of a tensor that the file has, row-major.
    ///
    /// @throws SaeException if they are stored in a way that is not read
    /// @throws org.sextant.runtime.SextantException if they cannot be read
    float[] read(String name);

    /// A text, number or flag that stands beside the tensors, as text.
    default Optional<String> note(String name) {
        return Optional.empty();
    }

    @Override
    void close();

    /// Opens a file by its ending.
    ///
    /// @throws org.sextant.runtime.SextantException if it cannot be read or is damaged
    static TensorFile open(Path path) {
        return switch (ending(path)) {
            case "safetensors" -> new Safetensors(path, Arena.ofConfined());
            case "npz" -> new Npz(path, NpzFile.open(path));
            case "pt", "pth" -> new Torch(path, TorchFile.open(path));
            default -> throw new SaeException("tensors are not read from files of this kind", "at " + path,
                    "give a file in .safetensors, .npz, .pt or .pth");
        };
    }

    /// Whether the file's ending is that of a kind that is read.
    static boolean isKnown(Path path) {
        return Set.of("safetensors", "npz", "pt", "pth").contains(ending(path));
    }

    private static String ending(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// Mapped.
    final class Safetensors implements TensorFile {
        private final Arena arena;
        private final SafetensorsFile file;

        private Safetensors(Path path, Arena arena) {
            this.arena = arena;
            try {
                this.file = SafetensorsFile.map(path, arena);
            } catch (RuntimeException refused) {
                arena.close();
                throw refused;
            }
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public Map<String, List<Long>> shapes() {
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            file.entries().forEach(entry -> shapes.put(entry.name(), entry.shape()));
            return shapes;
        }

        @Override
        public float[] read(String name) {
            StoredType type = file.entry(name).orElseThrow().type();
            if (!type.isWeight()) {
                throw new SaeException(name + " is stored as " + type, "in " + path(),
                        "convert it to F32, F16 or BF16");
            }
            return Widening.floats(file.bytes(name), type);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /// numpy's.
    record Npz(Path path, NpzFile file) implements TensorFile {
        @Override
        public Map<String, List<Long>> shapes() {
            return file.shapes();
        }

        @Override
        public float[] read(String name) {
            return file.floats(name);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /// PyTorch's.
    record Torch(Path path, TorchFile file) implements TensorFile {
        @Override
        public Map<String, List<Long>> shapes() {
            return file.shapes();
        }

        @Override
        public float[] read(String name) {
            return file.floats(name);
        }

        @Override
        public Optional<String> note(String name) {
            return file.note(name);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
