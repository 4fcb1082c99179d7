package org.sextant.runtime.steering;

import org.sextant.runtime.SextantException;

/// A vector, a plan or prompts that cannot steer this model.
public final class SteeringException extends SextantException {
    private static final long serialVersionUID = 1L;

    public SteeringException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
