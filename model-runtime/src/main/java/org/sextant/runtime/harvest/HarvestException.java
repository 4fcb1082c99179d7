package org.sextant.runtime.harvest;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// A harvest that cannot be kept, read or gone on with.
public final class HarvestException extends SextantException {
    private static final long serialVersionUID = 1L;

    public HarvestException(String what, String where, String remedy) {
        super(what, where, remedy);
    }

    public HarvestException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what, where, remedy, cause);
    }
}
