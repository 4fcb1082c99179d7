package org.sextant.app.attribution;

import org.sextant.runtime.SextantException;

/// A question about attribution that cannot be asked as it stands.
public final class AttributionException extends SextantException {
    private static final long serialVersionUID = 1L;

    AttributionException(Missing missing) {
        super(missing.what(), "in Attribution", missing.remedy());
    }
}
