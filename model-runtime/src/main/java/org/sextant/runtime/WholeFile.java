package org.sextant.runtime;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// A file that appears whole or not at all: it is written in a temporary folder beside its place and then moved. It has
/// the permissions that any new file of this process has. What a writer puts beside it in the temporary folder, such as
/// a note of where its numbers come from, appears beside it too.
public final class WholeFile implements AutoCloseable {
    private final Path target;
    private final Path workshop;

    /// Puts something under the temporary name that it is given.
    @FunctionalInterface
    public interface Content {
        void write(Path temporary) throws IOException;
    }

    private WholeFile(Path target) {
        this.target = target;
        workshop = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    /// Begins a file, in a folder that is there.
    ///
    /// @throws IOException if the folder may not be written to
    public static WholeFile begin(Path file) throws IOException {
        var whole = new WholeFile(file.toAbsolutePath());
        Files.createDirectory(whole.workshop);
        return whole;
    }

    /// Writes a file, replacing one that is there.
    ///
    /// @throws IOException if it cannot be written; what was there before is then still there
    public static void write(Path file, Content content) throws IOException {
        try (WholeFile whole = begin(file)) {
            content.write(whole.temporary());
            whole.finish();
        }
    }

    /// Writes a text, replacing a file that is there.
    ///
    /// @throws IOException if it cannot be written; what was there before is then still there
    public static void writeString(Path file, String text) throws IOException {
        write(file, temporary -> Files.writeString(temporary, text));
    }

    /// Where to write; the name is the one that the file will have.
    public Path temporary() {
        return workshop.resolve(target.getFileName());
    }

    /// Moves what was written to its place, the file itself last. Through a symbolic link the file that it names is
    /// replaced, not the link.
    public void finish() throws IOException {
        for (Path written : written()) {
            if (!written.equals(temporary())) {
                move(written, target.resolveSibling(written.getFileName()));
            }
        }
        move(temporary(), Files.exists(target) ? target.toRealPath() : target);
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(workshop)) {
            return files.toList();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Removes what was written unless it was finished.
    @Override
    public void close() {
        if (!Files.exists(workshop)) {
            return;
        }
        try (Stream<Path> left = Files.walk(workshop)) {
            for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is temporary stays; the failure that led here is the one worth telling.
        }
    }
}
