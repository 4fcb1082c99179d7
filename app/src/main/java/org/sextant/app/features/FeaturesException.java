package org.sextant.app.features;

import org.sextant.runtime.SextantException;

/// What a person can mend in the features view.
final class FeaturesException extends SextantException {
    private static final long serialVersionUID = 1L;

    FeaturesException(String what, String where, String remedy, Throwable cause) {
        super(what, where, remedy, cause);
    }
}
