package org.sextant.app.shell;

import org.sextant.runtime.SextantException;

/// What a window that nobody sits at was asked for and cannot do.
public final class UnattendedException extends SextantException {
    private static final long serialVersionUID = 1L;

    UnattendedException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
