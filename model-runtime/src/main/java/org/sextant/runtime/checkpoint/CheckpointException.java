package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// A model folder, or a file in it, that cannot be used as it lies there.
public final class CheckpointException extends SextantException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String what, String where, String remedy) {
        super(what, where, remedy);
    }

    public CheckpointException(String what, Path where, String remedy) {
        this(what, where, remedy, null);
    }

    public CheckpointException(String what, Path where, String remedy, @Nullable Throwable cause) {
        super(what, where.toString(), remedy, cause);
    }

    /// What the file system said when `file` was read, in words that help.
    static CheckpointException reading(Path file, IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> new CheckpointException("the file may not be read", file,
                    "give this user the right to read it, for example with chmod u+r", denied);
            case NoSuchFileException missing -> new CheckpointException("the file is missing", file,
                    "download it again or choose another folder", missing);
            default -> new CheckpointException("the file cannot be read (" + failure.getMessage() + ")", file,
                    "check that it is a file and that its disk is there", failure);
        };
    }

    /// What the file system said when `file` was written.
    static CheckpointException writing(Path file, IOException failure) {
        return new CheckpointException("the file cannot be written (" + failure + ")", file,
                "check that its folder is there, may be written to and has room", failure);
    }
}
