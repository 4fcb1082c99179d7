package org.sextant.runtime.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes a pickle of protocol 2, instruction by instruction.
public final class PickleBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// The protocol, and an empty dictionary.
    public PickleBytes start() {
        return raw(0x80, 2, '}');
    }

    public PickleBytes mark() {
        return raw('(');
    }

    /// Sets the items since the mark.
    public PickleBytes items() {
        return raw('u');
    }

    public byte[] stop() {
        raw('.');
        return bytes.toByteArray();
    }

    /// Without an end.
    public byte[] cut() {
        return bytes.toByteArray();
    }

    public PickleBytes raw(int... instructions) {
        for (int instruction : instructions) {
            bytes.write(instruction);
        }
        return this;
    }

    public PickleBytes text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        raw('X').little(encoded.length, Integer.BYTES);
        bytes.writeBytes(encoded);
        return this;
    }

    public PickleBytes number(long number) {
        return raw(0x8a, Long.BYTES).little(number, Long.BYTES);
    }

    public PickleBytes global(String module, String name) {
        raw('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /// A text, a whole number, or a map of such.
    public PickleBytes value(Object value) {
        switch (value) {
            case String text -> text(text);
            case Map<?, ?> map -> {
                raw('}', '(');
                map.forEach((key, item) -> text(key.toString()).value(item));
                raw('u');
            }
            default -> number(((Number) value).longValue());
        }
        return this;
    }

    /// A tensor whose rows lie one after another.
    public PickleBytes tensor(String storage, String key, long count, long offset, int... shape) {
        long[] sizes = new long[shape.length];
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            sizes[axis] = shape[axis];
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return tensor(storage, key, count, offset, sizes, strides);
    }

    public PickleBytes tensor(String storage, String key, long count, long offset, long[] sizes, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage").global("torch", storage).text(key)
                .text("cpu").number(count).raw('t', 'Q').number(offset);
        for (long[] numbers : new long[][]{sizes, strides}) {
            raw('(');
            for (long one : numbers) {
                number(one);
            }
            raw('t');
        }
        return raw(0x89).global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
    }

    private PickleBytes little(long number, int length) {
        bytes.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array(), 0, length);
        return this;
    }
}
