package org.sextant.runtime.hook;

import org.sextant.runtime.SextantException;

/// A name that is no site, or a site that this model lacks.
public final class SiteException extends SextantException {
    private static final long serialVersionUID = 1L;

    public SiteException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
