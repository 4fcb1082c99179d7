package org.sextant.runtime.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What one number of a tensor in PyTorch's `.pt` is, by the class of its storage.
enum TorchType {
    FLOAT("FloatStorage", Float.BYTES),
    HALF("HalfStorage", Short.BYTES),
    BFLOAT16("BFloat16Storage", Short.BYTES),
    DOUBLE("DoubleStorage", Double.BYTES),
    LONG("LongStorage", Long.BYTES),
    INT("IntStorage", Integer.BYTES),
    SHORT("ShortStorage", Short.BYTES),
    CHAR("CharStorage", Byte.BYTES),
    BYTE("ByteStorage", Byte.BYTES),
    BOOL("BoolStorage", Byte.BYTES);

    private final String storage;
    private final int bytes;

    TorchType(String storage, int bytes) {
        this.storage = storage;
        this.bytes = bytes;
    }

    /// Bytes of one number.
    int bytes() {
        return bytes;
    }

    static Optional<TorchType> ofStorage(String name) {
        return Arrays.stream(values()).filter(type -> type.storage.equals(name)).findFirst();
    }

    /// The next number, rounded to float32 where it is wider.
    ///
    /// @param from little-endian
    float next(ByteBuffer from) {
        return switch (this) {
            case FLOAT -> from.getFloat();
            case HALF -> Float.float16ToFloat(from.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << Short.SIZE);
            case DOUBLE -> (float) from.getDouble();
            case LONG -> from.getLong();
            case INT -> from.getInt();
            case SHORT -> from.getShort();
            case CHAR -> from.get();
            case BYTE, BOOL -> Byte.toUnsignedInt(from.get());
        };
    }
}
