package org.sextant.app.activations;

import java.io.IOException;
import java.nio.file.Path;

import org.sextant.runtime.SextantException;

/// A table that could not be written.
final class TableException extends SextantException {
    private static final long serialVersionUID = 1L;

    TableException(Path file, IOException cause) {
        super("the file could not be written (" + cause.getMessage() + ")", file.toString(),
                "choose a folder that you may write to and that has room", cause);
    }
}
