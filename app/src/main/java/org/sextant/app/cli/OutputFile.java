package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.sextant.runtime.WholeFile;

/// The file of a command: it appears whole or not at all, and nothing of it stays where the command is broken off.
final class OutputFile implements AutoCloseable {
    private final Path target;
    private final boolean replace;
    private final Interruption interruption;
    private final WholeFile whole;
    private final Interruption.Step step;

    private OutputFile(Path target, boolean replace, Interruption interruption, WholeFile whole) {
        this.target = target;
        this.replace = replace;
        this.interruption = interruption;
        this.whole = whole;
        step = interruption.during(whole::close);
    }

    /// Makes sure that a file may be written there, before long work begins.
    ///
    /// @throws CommandException if its folder is missing or closed, or a file stands there and `replace` is not set
    static void check(Path file, boolean replace) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new CommandException("a folder stands there", "at " + file, "name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException("the folder does not exist", "at " + file, "make the folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException("the folder cannot be written to", "at " + file,
                    "choose another or change its permissions");
        }
        if (!replace && Files.exists(target)) {
            throw new CommandException("the file exists", "at " + file, "choose another name or add --force");
        }
    }

    /// Begins a file.
    static OutputFile begin(Path file, boolean replace, Interruption interruption) {
        check(file, replace);
        try {
            WholeFile whole = WholeFile.begin(file);
            try {
                return new OutputFile(file.toAbsolutePath(), replace, interruption, whole);
            } catch (RuntimeException brokenOff) {
                whole.close();
                throw brokenOff;
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /// Where to write; the name is the one that the file will have.
    Path temporary() {
        return whole.temporary();
    }

    /// Moves what was written to its place.
    void finish() {
        interruption.undivided(() -> {
            check(target, replace);
            try {
                whole.finish();
            } catch (IOException e) {
                throw unwritable(target, e);
            }
        });
    }

    static CommandException unwritable(Path file, IOException cause) {
        return new CommandException("the file could not be written (" + cause.getMessage() + ")", "at " + file,
                "make room or choose another place", cause);
    }

    /// Removes what was written unless it was finished.
    @Override
    public void close() {
        step.close();
        whole.close();
    }
}
