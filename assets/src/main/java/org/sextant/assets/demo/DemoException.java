package org.sextant.assets.demo;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// A demo model that cannot be had.
public final class DemoException extends SextantException {
    private static final long serialVersionUID = 1L;

    DemoException(String what, String where, String remedy) {
        super(what, where, remedy);
    }

    DemoException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what, where, remedy, cause);
    }
}
