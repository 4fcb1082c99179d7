package org.sextant.runtime.attribution;

import org.sextant.runtime.SextantException;

/// An attribution that cannot be made as asked: prompts that do not align, an observable that sees nothing, nodes that the
/// model lacks.
public final class AttributionException extends SextantException {
    private static final long serialVersionUID = 1L;

    public AttributionException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
