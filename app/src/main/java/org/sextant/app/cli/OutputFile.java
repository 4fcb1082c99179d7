package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;

/// A file that appears whole or not at all: it is written in a temporary folder beside its place and then moved.
final class OutputFile implements AutoCloseable {
    private final Path target;
    private final Path workshop;
    private final boolean replace;
    private final Interruption interruption;
    private final Interruption.Step step;

    private OutputFile(Path target, boolean replace, Interruption interruption) {
        this.target = target;
        this.replace = replace;
        this.interruption = interruption;
        workshop = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        step = interruption.during(this::discard);
    }

    /// Makes sure that a file may be written there, before long work begins.
    ///
    /// @throws CommandException if its folder is missing or closed, or a file stands there and `replace` is not set
    static void check(Path file, boolean replace) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new CommandException("a folder stands there", "--out " + file, "name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException("the folder does not exist", "--out " + file, "make the folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException("the folder cannot be written to", "--out " + file,
                    "choose another or change its permissions");
        }
        if (!replace && Files.exists(target)) {
            throw new CommandException("the file exists", "--out " + file, "choose another name or add --force");
        }
    }

    /// Begins a file.
    static OutputFile begin(Path file, boolean replace, Interruption interruption) {
        check(file, replace);
        var output = new OutputFile(file.toAbsolutePath(), replace, interruption);
        try {
            Files.createDirectory(output.workshop);
        } catch (IOException e) {
            output.close();
            throw unwritable(file, e);
        }
        return output;
    }

    /// Where to write; the name is the one that the file will have.
    Path temporary() {
        return workshop.resolve(target.getFileName());
    }

    /// Moves what was written to its place.
    void finish() {
        interruption.undivided(() -> {
            check(target, replace);
            try {
                move();
            } catch (IOException e) {
                throw unwritable(target, e);
            }
        });
    }

    private void move() throws IOException {
        // Through a symbolic link the file that it names is replaced, not the link.
        Path place = Files.exists(target) ? target.toRealPath() : target;
        try {
            Files.move(temporary(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary(), place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static CommandException unwritable(Path file, IOException cause) {
        return new CommandException("the file could not be written (" + cause.getMessage() + ")", "at " + file,
                "make room or choose another place", cause);
    }

    /// Removes what was written unless it was finished.
    @Override
    public void close() {
        step.close();
        discard();
    }

    private void discard() {
        if (!Files.exists(workshop)) {
            return;
        }
        try (Stream<Path> left = Files.list(workshop)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(workshop);
        } catch (IOException e) {
            // What is temporary stays; the failure that led here is the one worth telling.
        }
    }
}
