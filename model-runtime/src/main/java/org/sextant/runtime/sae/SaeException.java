package org.sextant.runtime.sae;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.SextantException;

/// A sparse autoencoder that cannot be read, does not fit the model, or cannot be trained as asked.
public final class SaeException extends SextantException {
    private static final long serialVersionUID = 1L;

    public SaeException(String what, String where, String remedy) {
        super(what, where, remedy);
    }

    public SaeException(String what, String where, String remedy, @Nullable Throwable cause) {
        super(what, where, remedy, cause);
    }
}
