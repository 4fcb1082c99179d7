package org.sextant.runtime.session;

import org.sextant.runtime.SextantException;

/// A request that cannot be answered as it stands: a position, head or number out of range, a device that is not there, a
/// model that has been closed.
public final class RequestException extends SextantException {
    private static final long serialVersionUID = 1L;

    public RequestException(String what, String where, String remedy) {
        super(what, where, remedy);
    }
}
