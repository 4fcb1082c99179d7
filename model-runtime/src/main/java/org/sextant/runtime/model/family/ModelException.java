package org.sextant.runtime.model.family;

import org.sextant.runtime.SextantException;

/// A checkpoint that is whole but cannot be computed: an architecture or a setting that is not known, a weight that is
/// missing or of the wrong shape.
public final class ModelException extends SextantException {
    private static final long serialVersionUID = 1L;

    public ModelException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
