package org.sextant.runtime.session;

import org.sextant.runtime.SextantException;

/// A model, or what is asked of it, that does not fit into memory.
public final class MemoryException extends SextantException {
    private static final long serialVersionUID = 1L;

    private final long neededBytes;
    private final long availableBytes;

    MemoryException(String what, String where, String remedy, long neededBytes, long availableBytes) {
        super(what, where, remedy);
        this.neededBytes = neededBytes;
        this.availableBytes = availableBytes;
    }

    /// Bytes that it would take.
    public long neededBytes() {
        return neededBytes;
    }

    /// Bytes that there are.
    public long availableBytes() {
        return availableBytes;
    }
}
