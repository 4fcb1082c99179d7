package org.sextant.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A random model on disk, deleted when closed.
final class TemporaryModel implements AutoCloseable {
    private static final int D_MODEL = 768;
    private static final int HEADS = 12;
    private static final int D_MLP = 2048;
    private static final int CONTEXT = 1024;
    private static final int LARGEST_VOCABULARY = 32_000;

    private final Path folder;

    private TemporaryModel(Path folder) {
        this.folder = folder;
    }

    /// A Llama whose float32 file has about this many bytes, one small block at the least.
    static TemporaryModel ofBytes(long bytes) {
        long weights = bytes / Float.BYTES;
        boolean small = weights < 4L * LARGEST_VOCABULARY * D_MODEL;
        int vocabulary = small ? 500 : LARGEST_VOCABULARY;
        long block = new RandomCheckpoint.Llama(1, D_MODEL, HEADS, HEADS, D_MLP, 0, CONTEXT).parameters();
        int layers = (int) Math.max(1, (weights - 2L * vocabulary * D_MODEL) / block);
        try {
            Path folder = Files.createTempDirectory("sextant-bench");
            return new TemporaryModel(RandomCheckpoint.llama(folder,
                    new RandomCheckpoint.Llama(layers, D_MODEL, HEADS, HEADS, D_MLP, vocabulary, CONTEXT), 1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
