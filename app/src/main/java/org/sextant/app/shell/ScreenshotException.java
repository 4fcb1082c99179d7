package org.sextant.app.shell;

import org.sextant.runtime.SextantException;

/// A picture of the window that cannot be taken.
public final class ScreenshotException extends SextantException {
    private static final long serialVersionUID = 1L;

    ScreenshotException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
