package org.sextant.assets.evaluate;

import org.sextant.runtime.SextantException;

/// A model that cannot be given the tasks.
public final class EvaluationException extends SextantException {
    private static final long serialVersionUID = 1L;

    public EvaluationException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
