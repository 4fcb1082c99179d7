package org.sextant.app.compare;

import org.sextant.runtime.SextantException;

/// There is nothing to ask both models, since a person has not said what.
final class UnaskedException extends SextantException {
    private static final long serialVersionUID = 1L;

    UnaskedException(String what, String remedy, Throwable cause) {
        super(what, "in Compare", remedy, cause);
    }
}
