package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One safetensors file, mapped into memory for as long as its arena lives. Reads are safe on any thread.
public final class SafetensorsFile {
    private final Path path;
    private final SafetensorsHeader header;
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
    private final MemorySegment mapped;

    private SafetensorsFile(Path path, SafetensorsHeader header, MemorySegment mapped) {
        this.path = path;
        this.header = header;
        this.mapped = mapped;
        header.entries().forEach(entry -> entries.put(entry.name(), entry));
    }

    /// Checks the header and maps the file.
    ///
    /// @param arena holds the mapping; closing it ends every segment that this file gave
    /// @throws CheckpointException if the file cannot be read or its header is wrong
    public static SafetensorsFile map(Path path, Arena arena) {
        try (FileChannel channel = FileChannel.open(path)) {
            SafetensorsHeader header = SafetensorsHeader.read(channel, path);
            return new SafetensorsFile(path, header, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException failure) {
            throw CheckpointException.reading(path, failure);
        }
    }

    public Path path() {
        return path;
    }

    /// Size of the file in bytes.
    public long byteLength() {
        return mapped.byteSize();
    }

    /// Its tensors, in the order of the data.
    public List<TensorEntry> entries() {
        return List.copyOf(entries.values());
    }

    /// The texts that go along with the tensors, such as where they come from.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    public Optional<TensorEntry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /// The numbers of one tensor as they lie in the file: little-endian, not aligned to anything, read-only.
    ///
    /// @throws IllegalArgumentException if the file has no tensor of this name
    public MemorySegment bytes(String name) {
        TensorEntry entry = entry(name).orElseThrow(() -> new IllegalArgumentException(name + " is not in " + path));
        return mapped.asSlice(entry.offset(), entry.byteLength()).asReadOnly();
    }

    SafetensorsHeader header() {
        return header;
    }
}
