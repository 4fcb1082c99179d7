package org.sextant.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A copy of a fixture that a test may change or damage.
public final class CheckpointFolder {
    private static final String WEIGHTS = "model.safetensors";

    private final Path path;

    private CheckpointFolder(Path path) {
        this.path = path;
    }

    /// Copies a fixture such as `v4/llama` into an empty or missing folder.
    public static CheckpointFolder copyOf(String fixture, Path to) {
        try {
            Fixtures.copy(Fixtures.folder(fixture), to);
            return new CheckpointFolder(to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /// Adds a tokenizer for the fixtures' 97 ids.
    public CheckpointFolder withTokenizer() {
        CharacterTokenizer.writeTo(path);
        return this;
    }

    /// Writes a file, or replaces it.
    public CheckpointFolder with(String name, String content) {
        return run(() -> Files.writeString(file(name), content));
    }

    public CheckpointFolder without(String name) {
        return run(() -> Files.delete(file(name)));
    }

    /// Changes keys of `config.json`.
    public CheckpointFolder withConfig(Consumer<ObjectNode> change) {
        return run(() -> {
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode config = (ObjectNode) mapper.readTree(file("config.json").toFile());
            change.accept(config);
            mapper.writeValue(file("config.json").toFile(), config);
        });
    }

    /// Cuts the last bytes off a file.
    public CheckpointFolder truncated(String name, long bytes) {
        return run(() -> {
            try (FileChannel channel = FileChannel.open(file(name), StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - bytes);
            }
        });
    }

    /// Changes what `model.safetensors` holds: its tensors can be replaced, renamed or removed.
    public CheckpointFolder withTensors(Consumer<SafetensorsBytes> change) {
        return run(() -> {
            SafetensorsBytes tensors = SafetensorsBytes.read(file(WEIGHTS));
            change.accept(tensors);
            tensors.writeTo(file(WEIGHTS));
        });
    }

    /// Sets one number of an F32 tensor of `model.safetensors`, for weights that are not finite.
    public CheckpointFolder withValue(String tensor, int index, float value) {
        return withTensors(tensors -> tensors.set(tensor, index, value));
    }

    /// Splits `model.safetensors` into shards and writes their index.
    public CheckpointFolder sharded(int shards) {
        return run(() -> {
            SafetensorsBytes all = SafetensorsBytes.read(file(WEIGHTS));
            Files.delete(file(WEIGHTS));
            List<SafetensorsBytes> parts = new ArrayList<>();
            Map<String, String> weightMap = new LinkedHashMap<>();
            for (int shard = 0; shard < shards; shard++) {
                parts.add(new SafetensorsBytes());
            }
            int next = 0;
            for (String name : all.names()) {
                int shard = next++ % shards;
                parts.get(shard).take(name, all);
                weightMap.put(name, shardName(shard, shards));
            }
            for (int shard = 0; shard < shards; shard++) {
                parts.get(shard).writeTo(file(shardName(shard, shards)));
            }
            new ObjectMapper().writeValue(file(WEIGHTS + ".index.json").toFile(),
                    Map.of("metadata", Map.of(), "weight_map", weightMap));
        });
    }

    /// `model-00001-of-00003.safetensors` for the first of three.
    public static String shardName(int shard, int shards) {
        return String.format("model-%05d-of-%05d.safetensors", shard + 1, shards);
    }

    private CheckpointFolder run(FileChange change) {
        try {
            change.run();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @FunctionalInterface
    private interface FileChange {
        void run() throws IOException;
    }
}
