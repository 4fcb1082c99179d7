package org.sextant.runtime.session;

import java.util.Locale;

/// The number type a model computes in.
public enum Dtype {
    FLOAT16(2), FLOAT32(4), FLOAT64(8);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes of one value.
    public int bytes() {
        return bytes;
    }

    /// `float32`, as the command line and the window write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
