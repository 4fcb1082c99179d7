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
import java.util.StringJoiner;
import java.util.stream.Stream;

/// One file of a demo model.
///
/// @param name its path from the model's folder on, parted by `/`, and never out of it
/// @param bytes its size
/// @param sha256 its SHA-256 in hex
public record DemoFile(String name, long bytes, String sha256) {
    public DemoFile {
        if (name.contains("\\") || name.contains(":") || Stream.of(name.split("/", -1)).anyMatch(DemoFile::leadsAway)) {
            throw new IllegalArgumentException("this is no name of a file in a model's folder: " + name);
        }
    }

    private static boolean leadsAway(String part) {
        return part.isBlank() || part.equals(".") || part.equals("..");
    }

    /// The entry of a file as it lies there now.
    ///
    /// @param folder of the model
    static DemoFile of(Path folder, Path file) throws IOException {
        StringJoiner name = new StringJoiner("/");
        folder.relativize(file).forEach(part -> name.add(part.toString()));
        return new DemoFile(name.toString(), Files.size(file), sha256(file));
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
