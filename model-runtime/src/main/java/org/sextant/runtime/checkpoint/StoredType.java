package org.sextant.runtime.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/// How one number lies in a safetensors file, by the names that the format uses.
public enum StoredType {
    F64(64), F32(32), F16(16), BF16(16), I64(64), I32(32), I16(16), I8(8), U64(64), U32(32), U16(16), U8(8), BOOL(8),
    C64(
            64),
    F8_E4M3(8), F8_E5M2(8), F8_E8M0(8), F6_E2M3(6), F6_E3M2(6), F4(4);

    private final int bits;

    StoredType(int bits) {
        this.bits = bits;
    }

    /// Bits of one number.
    public int bits() {
        return bits;
    }

    /// Whether models are computed from it: everything that widens to float32 without loss.
    public boolean isWeight() {
        return this == F32 || this == F16 || this == BF16;
    }

    static Optional<StoredType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
