package org.sextant.runtime.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/// The weights of a model: one safetensors file, or several shards and the index that says what lies in which. They
/// are mapped, not read: a page comes from disk when its bytes are first touched. Reads are safe on any thread.
public final class WeightFiles implements AutoCloseable {
    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private final Arena arena;
    private final List<SafetensorsFile> files;
    private final Map<String, SafetensorsFile> byName;

    private WeightFiles(Arena arena, List<SafetensorsFile> files, Map<String, SafetensorsFile> byName) {
        this.arena = arena;
        this.files = List.copyOf(files);
        this.byName = Collections.unmodifiableMap(byName);
    }

    /// Opens what the folder has: `model.safetensors`, else the shards of `model.safetensors.index.json`.
    ///
    /// @throws CheckpointException if there are no weights, a shard is missing, or a file is damaged
    // The arena is closed by close(), and here where opening fails.
    @SuppressWarnings("try")
    public static WeightFiles open(Path folder) {
        Arena arena = Arena.ofShared();
        try {
            if (Files.exists(folder.resolve(SINGLE))) {
                return single(folder.resolve(SINGLE), arena);
            }
            if (Files.exists(folder.resolve(INDEX))) {
                return sharded(folder, arena);
            }
            throw MissingWeights.in(folder);
        } catch (RuntimeException failure) {
            arena.close();
            throw failure;
        }
    }

    /// The names of all tensors.
    public Set<String> names() {
        return byName.keySet();
    }

    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /// Where a tensor lies and how it is stored.
    ///
    /// @throws CheckpointException if there is no tensor of this name
    public TensorEntry entry(String name) {
        return file(name).entry(name).orElseThrow();
    }

    /// The numbers of one tensor as they lie on disk: little-endian, not aligned, read-only, alive until this is closed.
    ///
    /// @throws CheckpointException if there is no tensor of this name, or its type is none that weights have
    public MemorySegment bytes(String name) {
        TensorEntry entry = entry(name);
        if (!entry.type().isWeight()) {
            throw new CheckpointException("the tensor " + name + " is stored as " + entry.type()
                    + ", and weights are read from F32, F16 and BF16 only", entry.file(),
                    "convert the model to one of these, for example with save_pretrained of transformers");
        }
        return file(name).bytes(name);
    }

    /// As [#bytes], whatever the type: for formats that hold more than one number in a tensor's entry.
    ///
    /// @throws CheckpointException if there is no tensor of this name
    public MemorySegment packed(String name) {
        return file(name).bytes(name);
    }

    /// Size of all files in bytes.
    public long byteLength() {
        return files.stream().mapToLong(SafetensorsFile::byteLength).sum();
    }

    /// Its files, in the order in which the index first names them.
    public List<SafetensorsFile> files() {
        return files;
    }

    @Override
    public void close() {
        arena.close();
    }

    private SafetensorsFile file(String name) {
        SafetensorsFile file = byName.get(name);
        if (file == null) {
            throw new CheckpointException("the model has no tensor " + name, files.getFirst().path().toString(),
                    "check that config.json belongs to these weights");
        }
        return file;
    }

    private static WeightFiles single(Path path, Arena arena) {
        SafetensorsFile file = SafetensorsFile.map(path, arena);
        Map<String, SafetensorsFile> byName = new LinkedHashMap<>();
        file.entries().forEach(entry -> byName.put(entry.name(), file));
        return new WeightFiles(arena, List.of(file), byName);
    }

    private static WeightFiles sharded(Path folder, Arena arena) {
        Path index = folder.resolve(INDEX);
        Map<String, String> weightMap = weightMap(index);
        Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
        new LinkedHashSet<>(weightMap.values())
                .forEach(shard -> shards.put(shard, SafetensorsFile.map(shardPath(folder, shard), arena)));
        Map<String, SafetensorsFile> byName = new LinkedHashMap<>();
        weightMap.forEach((name, shard) -> byName.put(name, holding(name, shards.get(shard))));
        return new WeightFiles(arena, List.copyOf(shards.values()), byName);
    }

    /// The file of each tensor, as an index has them.
    static Map<String, String> weightMap(Path index) {
        JsonNode weightMap = Json.object(index).path("weight_map");
        if (!weightMap.isObject() || weightMap.isEmpty()) {
            throw new CheckpointException("the index has no weight_map", index, "download it again");
        }
        Map<String, String> shards = new LinkedHashMap<>();
        weightMap.properties().forEach(field -> shards.put(field.getKey(), field.getValue().asText()));
        return shards;
    }

    private static Path shardPath(Path folder, String shard) {
        Path path = folder.resolve(shard).normalize();
        if (!path.startsWith(folder.normalize()) || path.equals(folder.normalize())) {
            throw new CheckpointException("the index names the shard \"" + shard + "\", which lies outside the folder",
                    folder.resolve(INDEX), "download the model again from a source that you trust");
        }
        if (!Files.exists(path)) {
            throw new CheckpointException("the shard " + shard + ", which the index names, is missing", path,
                    "download this file into the folder");
        }
        return path;
    }

    private static SafetensorsFile holding(String name, SafetensorsFile shard) {
        if (shard.entry(name).isEmpty()) {
            throw new CheckpointException("the index places the tensor " + name + " in a shard that does not have it",
                    shard.path(), "download the index and this shard again, from the same revision");
        }
        return shard;
    }
}
