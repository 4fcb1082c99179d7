package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One GGUF file of versions 2 and 3, mapped into memory for as long as its arena lives. Tensors are read as they lie;
/// quantised ones are refused.
public final class GgufFile {
    private final GgufHeader header;
    private final MemorySegment mapped;

    private GgufFile(GgufHeader header, MemorySegment mapped) {
        this.header = header;
        this.mapped = mapped;
    }

    /// Maps the file and checks its header.
    ///
    /// @param architecture what it has to hold, by its `general.architecture`: `controlvector`
    /// @param arena holds the mapping; closing it ends every segment that this file gave
    /// @throws CheckpointException if the file cannot be read, holds something else, or its header is wrong
    public static GgufFile map(Path path, String architecture, Arena arena) {
        try (FileChannel channel = FileChannel.open(path)) {
            MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            return new GgufFile(new GgufHeader(mapped, path, architecture), mapped);
        } catch (IOException failure) {
            throw CheckpointException.reading(path, failure);
        }
    }

    /// Its tensors, in the order of its table; shapes outermost axis first.
    public List<TensorEntry> entries() {
        return header.tensors();
    }

    /// What the file says of itself: texts, and numbers as texts.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// The numbers of a tensor of this file: little-endian, not aligned to anything, read-only.
    public MemorySegment bytes(TensorEntry entry) {
        return mapped.asSlice(entry.offset(), entry.byteLength()).asReadOnly();
    }
}
