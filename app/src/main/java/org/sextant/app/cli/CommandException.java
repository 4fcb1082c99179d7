package org.sextant.app.cli;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// Something about the arguments or the files of a command that the person can mend.
final class CommandException extends SextantException {
    private static final long serialVersionUID = 1L;

    CommandException(String what, String where, String remedy) {
        super(what, where, remedy);
    }

    CommandException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what, where, remedy, cause);
    }
}
