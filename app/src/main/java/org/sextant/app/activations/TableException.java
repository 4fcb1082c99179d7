package org.sextant.app.activations;

import java.io.IOException;
import java.nio.file.Path;

import org.sextant.runtime.SextantException;

/// A file that could not be written.
final class TableException extends SextantException {
    private static final long serialVersionUID = 1L;

    TableException(Path file, IOException cause) {
        super("the file could not be written (" + cause.getMessage() + ")", file.toString(),
                "choose a folder that you may write to and that has room", cause);
    }

    private TableException(String what, Path file, String remedy) {
        super(what, file.toString(), remedy);
    }

    /// A file is in the way that nobody wanted to replace.
    static TableException inTheWay(Path file) {
        return new TableException("the file exists", file, "choose another name, or this one with its ending");
    }
}
