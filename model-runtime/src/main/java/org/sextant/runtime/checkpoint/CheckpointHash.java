package org.sextant.runtime.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/// What identifies the files of a model.
final class CheckpointHash {
    private final ContentHash hash = new ContentHash();

    /// Takes in a small file whole.
    void add(Path file) {
        byte[] content = Json.bytes(file);
        add(file, content.length, content);
    }

    /// Takes in a weight file by its header.
    void add(SafetensorsFile file) {
        add(file.path(), file.byteLength(), file.header().json());
    }

    String hex() {
        return hash.hex();
    }

    private void add(Path file, long size, byte[] content) {
        hash.add(Objects.requireNonNull(file.getFileName()).toString().getBytes(StandardCharsets.UTF_8))
                .add(ByteBuffer.allocate(Long.BYTES).putLong(size).array()).add(content);
    }
}
