package org.sextant.assets.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// One demo model unpacked from the program's jar, whole or not at all. Its folder is named after what it holds, so
/// that another version of the model gets another one. Whoever unpacks holds a lock and moves the finished folder to
/// its place in one step; a copy that is not whole is noticed by size and hash and made again.
final class Unpacking {
    private static final int HASH_DIGITS = 12;

    private final DemoModel model;
    private final Source source;
    private final Path models;
    private final String name;

    /// Opens a packed file.
    @FunctionalInterface
    interface Source {
        InputStream open(DemoFile file) throws IOException;
    }

    /// @param models the folder to unpack below; made if needed
    Unpacking(DemoModel model, Source source, Path models) {
        this.model = model;
        this.source = source;
        this.models = models;
        this.name = model.name() + "-" + hash(model.files());
    }

    private static String hash(List<DemoFile> files) {
        var digest = DemoFile.digest();
        files.forEach(file -> digest.update(
                (file.name() + " " + file.bytes() + " " + file.sha256() + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    }

    /// The whole copy.
    ///
    /// @throws DemoException if there is none and none can be made
    Path folder() {
        Path folder = models.resolve(name);
        try {
            if (!isWhole(folder)) {
                unpack(folder);
            }
            return folder;
        } catch (IOException failure) {
            throw refusal(failure);
        }
    }

    private boolean isWhole(Path folder) throws IOException {
        for (DemoFile file : model.files()) {
            if (!file.isWholeIn(folder)) {
                return false;
            }
        }
        return true;
    }

    private void unpack(Path folder) throws IOException {
        Files.createDirectories(models);
        Path lock = models.resolve(name + ".lock");
        // A lock keeps other processes out, not other threads of this one.
        synchronized (Unpacking.class) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!isWhole(folder)) {
                    removeLeftOvers();
                    replace(folder);
                }
            }
        }
    }

    private void replace(Path folder) throws IOException {
        Path part = Files.createDirectory(models.resolve(name + "." + UUID.randomUUID() + ".part"));
        try {
            for (DemoFile file : model.files()) {
                Path target = part.resolve(file.name());
                Files.createDirectories(target.getParent());
                try (InputStream packed = source.open(file)) {
                    Files.copy(packed, target);
                }
            }
            if (!isWhole(part)) {
                throw new DemoException("the demo model is damaged where it is packed", model.address(),
                        "install Sextant again");
            }
            if (Files.exists(folder)) {
                Files.move(folder, models.resolve(name + "." + UUID.randomUUID() + ".part"),
                        StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            removeLeftOvers();
        }
    }

    /// Of a process that ended half way, and of a damaged copy.
    private void removeLeftOvers() throws IOException {
        try (Stream<Path> beside = Files.list(models)) {
            for (Path each : beside.toList()) {
                String file = each.getFileName().toString();
                if (file.startsWith(name + ".") && file.endsWith(".part")) {
                    remove(each);
                }
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private DemoException refusal(IOException failure) {
        if (isOfSpace(failure) && isFull()) {
            return new DemoException("the disk is too full to unpack the demo model", models.toString(),
                    "free " + (model.bytes() / 1_000_000 + 1) + " MB there, or let XDG_CACHE_HOME name another folder",
                    failure);
        }
        return new DemoException("the demo model " + model.address() + " cannot be unpacked (" + reason(failure) + ")",
                models.toString(), "allow writing there, or let XDG_CACHE_HOME name another folder", failure);
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /// Whether a full disk may be behind it, which no exception of its own stands for.
    private static boolean isOfSpace(IOException failure) {
        return !(failure instanceof AccessDeniedException || failure instanceof NoSuchFileException
                || failure instanceof FileAlreadyExistsException);
    }

    private boolean isFull() {
        try {
            FileStore disk = Files.getFileStore(nearest(models));
            return disk.getUsableSpace() < model.bytes();
        } catch (IOException unknown) {
            return false;
        }
    }

    /// The nearest folder above that is there.
    private static Path nearest(Path folder) {
        Path above = folder.toAbsolutePath();
        while (!Files.exists(above) && above.getParent() != null) {
            above = above.getParent();
        }
        return above;
    }
}
