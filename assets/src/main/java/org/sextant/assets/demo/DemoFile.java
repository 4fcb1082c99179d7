package org.sextant.assets.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One file of a demo model.
///
/// @param name its name in the model's folder; never a path
/// @param bytes its size
/// @param sha256 its SHA-256 in hex
public record DemoFile(String name, long bytes, String sha256) {
    public DemoFile {
        if (name.isBlank() || name.equals("..") || name.contains("/") || name.contains("\\")) {
            throw new IllegalArgumentException("this is no name of a file in a model's folder: " + name);
        }
    }

    /// The entry of a file as it lies there now.
    static DemoFile of(Path file) throws IOException {
        return new DemoFile(file.getFileName().toString(), Files.size(file), sha256(file));
    }

    /// Whether a folder holds this very file, whole.
    boolean isWholeIn(Path folder) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) && Files.size(file) == bytes && sha256(file).equals(sha256);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream contents = Files.newInputStream(file);
                var digested = new DigestInputStream(contents, digest())) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        }
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
