package org.sextant.runtime.checkpoint;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over bytes and numbers. Each part goes in with its length, so that no two run together into the same bytes.
public final class ContentHash {
    private static final int CHUNK = 1 << 14;

    private final MessageDigest digest;

    public ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    public ContentHash add(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
        return this;
    }

    public ContentHash add(int[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Integer.BYTES);
        for (int from = 0; from < part.length; from += CHUNK) {
            int count = Math.min(CHUNK, part.length - from);
            bytes.clear().asIntBuffer().put(part, from, count);
            digest.update(bytes.limit(count * Integer.BYTES));
        }
        return this;
    }

    public ContentHash add(float[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int from = 0; from < part.length; from += CHUNK) {
            int count = Math.min(CHUNK, part.length - from);
            bytes.clear().asFloatBuffer().put(part, from, count);
            digest.update(bytes.limit(count * Float.BYTES));
        }
        return this;
    }

    /// What it came to, in hexadecimal; call it once.
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
