package org.sextant.runtime.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// SHA-256 over what identifies the files of a model. Each text and each figure goes in with its length, so that no two
/// models run together into the same bytes.
final class CheckpointHash {
    private final MessageDigest digest;

    CheckpointHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

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
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(Path file, long size, byte[] content) {
        add(Objects.requireNonNull(file.getFileName()).toString().getBytes(StandardCharsets.UTF_8));
        add(ByteBuffer.allocate(Long.BYTES).putLong(size).array());
        add(content);
    }

    private void add(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
    }
}
