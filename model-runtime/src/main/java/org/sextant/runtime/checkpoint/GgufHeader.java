package org.sextant.runtime.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the start of a GGUF file of version 2 or 3, little-endian: magic, counts, metadata, and where each tensor lies.
/// Every count, length and offset is checked against what is left of the file before anything is made of it.
final class GgufHeader {
    private static final int MAGIC = 0x46554747;
    private static final long SHORTEST_FIELD = Long.BYTES + Integer.BYTES + 1;
    private static final long SHORTEST_TENSOR = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final long LONGEST_NAME = 1 << 16;
    private static final long LONGEST_TEXT = 1 << 24;
    private static final int MOST_AXES = 4;
    private static final int DEEPEST = 4;
    private static final long LARGEST_ALIGNMENT = 1 << 20;
    private static final String ARCHITECTURE = "general.architecture";
    private static final String ALIGNMENT = "general.alignment";

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final Path file;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private long position;

    /// @param architecture what the file has to hold
    /// @throws CheckpointException if it is no such file, or its figures disagree
    GgufHeader(MemorySegment bytes, Path file, String architecture) {
        this.bytes = bytes;
        this.file = file;
        requireMagic();
        long tensorCount = count("tensors", SHORTEST_TENSOR);
        long fieldCount = count("fields of metadata", SHORTEST_FIELD);
        for (long i = 0; i < fieldCount; i++) {
            readField();
        }
        String held = metadata.getOrDefault(ARCHITECTURE, "nothing that it names");
        if (!held.equals(architecture)) {
            throw new CheckpointException("the GGUF file holds " + held + ", not " + architecture, file,
                    "give a file of the kind " + architecture);
        }
        readTensors(tensorCount);
    }

    /// Texts, and numbers as texts; lists are left out.
    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    List<TensorEntry> tensors() {
        return List.copyOf(tensors.values());
    }

    private void requireMagic() {
        if (bytes.byteSize() < Integer.BYTES || bytes.get(INT, 0) != MAGIC) {
            throw wrong("the file does not begin with GGUF");
        }
        position = Integer.BYTES;
        int version = readInt();
        if (version == Integer.reverseBytes(2) || version == Integer.reverseBytes(3)) {
            throw new CheckpointException("the GGUF file is big-endian", file, "convert it to little-endian");
        }
        if (version != 2 && version != 3) {
            throw new CheckpointException("the GGUF file has version " + Integer.toUnsignedString(version), file,
                    "give one of version 2 or 3");
        }
    }

    private void readField() {
        String key = readText("a key of the metadata", LONGEST_NAME);
        int type = readInt();
        String value = type == ValueType.ARRAY ? "" : readValue(key, type);
        if (type == ValueType.ARRAY) {
            skipArray(key, 1);
        } else if (metadata.putIfAbsent(key, value) != null) {
            throw wrong("the metadata have " + key + " twice");
        }
    }

    /// The numbers that the format gives its types of values.
    private static final class ValueType {
        static final int STRING = 8;
        static final int ARRAY = 9;

        private ValueType() {}
    }

    private String readValue(String key, int type) {
        return switch (type) {
            case 0 -> String.valueOf(Byte.toUnsignedInt(readByte()));
            case 1 -> String.valueOf(readByte());
            case 2 -> String.valueOf(Short.toUnsignedInt(readShort()));
            case 3 -> String.valueOf(readShort());
            case 4 -> Integer.toUnsignedString(readInt());
            case 5 -> String.valueOf(readInt());
            case 6 -> String.valueOf(Float.intBitsToFloat(readInt()));
            case 7 -> String.valueOf(readByte() != 0);
            case ValueType.STRING -> readText("the text " + key, LONGEST_TEXT);
            case 10 -> Long.toUnsignedString(readLong());
            case 11 -> String.valueOf(readLong());
            case 12 -> String.valueOf(Double.longBitsToDouble(readLong()));
            default -> throw wrong("the metadata's " + key + " has the unknown type " + Integer.toUnsignedString(type));
        };
    }

    private void skipArray(String key, int depth) {
        int type = readInt();
        if (depth > DEEPEST) {
            throw wrong("the lists in the metadata's " + key + " are too deep");
        }
        long size = switch (type) {
            case 0, 1, 7 -> Byte.BYTES;
            case 2, 3 -> Short.BYTES;
            case 4, 5, 6 -> Integer.BYTES;
            case 10, 11, 12, ValueType.STRING -> Long.BYTES;
            case ValueType.ARRAY -> Integer.BYTES + Long.BYTES;
            default -> throw wrong("the metadata's " + key + " lists the unknown type "
                    + Integer.toUnsignedString(type));
        };
        long count = count("entries of " + key, size);
        if (type == ValueType.STRING) {
            for (long i = 0; i < count; i++) {
                skip(readLong());
            }
        } else if (type == ValueType.ARRAY) {
            for (long i = 0; i < count; i++) {
                skipArray(key, depth + 1);
            }
        } else {
            skip(count * size);
        }
    }

    private void readTensors(long count) {
        List<Declared> declared = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            declared.add(readTensor());
        }
        long alignment = alignment();
        long start = Math.ceilDiv(position, alignment) * alignment;
        for (Declared tensor : declared) {
            place(tensor, start, alignment);
        }
    }

    /// A tensor as the table says, its place not yet checked.
    private record Declared(String name, List<Long> shape, int type, long offset) {}

    private Declared readTensor() {
        String name = readText("a tensor's name", LONGEST_NAME);
        int axes = readInt();
        if (axes < 0 || axes > MOST_AXES) {
            throw wrong("the tensor " + name + " claims " + Integer.toUnsignedString(axes) + " axes");
        }
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            // The file lists the innermost axis first.
            shape.addFirst(readLong());
        }
        return new Declared(name, shape, readInt(), readLong());
    }

    private long alignment() {
        String text = metadata.getOrDefault(ALIGNMENT, "32");
        if (!text.matches("\\d{1,7}") || Long.bitCount(Long.parseLong(text)) != 1
                || Long.parseLong(text) > LARGEST_ALIGNMENT) {
            throw wrong("the alignment is " + text + ", which is no small power of two");
        }
        return Long.parseLong(text);
    }

    private void place(Declared tensor, long start, long alignment) {
        StoredType type = type(tensor);
        long left = Math.max(0, bytes.byteSize() - start);
        long length = type.bits() / Byte.SIZE;
        for (long size : tensor.shape()) {
            if (size < 0 || (size > 0 && length > left / size)) {
                throw wrong("the tensor " + tensor.name() + " of shape " + tensor.shape() + " and type " + type
                        + " does not fit into the file");
            }
            length *= size;
        }
        long offset = tensor.offset();
        if (offset < 0 || offset % alignment != 0 || offset > left - length) {
            throw wrong("the tensor " + tensor.name() + " lies at " + Long.toUnsignedString(offset)
                    + ", which is beyond the file or not a multiple of " + alignment);
        }
        var entry = new TensorEntry(tensor.name(), type, tensor.shape(), file, start + offset, length);
        if (tensors.putIfAbsent(tensor.name(), entry) != null) {
            throw wrong("there are two tensors " + tensor.name());
        }
    }

    private StoredType type(Declared tensor) {
        return switch (tensor.type()) {
            case 0 -> StoredType.F32;
            case 1 -> StoredType.F16;
            case 24 -> StoredType.I8;
            case 25 -> StoredType.I16;
            case 26 -> StoredType.I32;
            case 27 -> StoredType.I64;
            case 28 -> StoredType.F64;
            case 30 -> StoredType.BF16;
            default -> throw new CheckpointException("the tensor " + tensor.name() + " is stored in the GGML type "
                    + Integer.toUnsignedString(tensor.type()) + ", quantised or unknown", file,
                    "store it in F32, F16 or BF16");
        };
    }

    private long count(String of, long leastBytes) {
        long count = readLong();
        if (count < 0 || count > (bytes.byteSize() - position) / leastBytes) {
            throw wrong("the file claims " + Long.toUnsignedString(count) + " " + of + ", more than it has room for");
        }
        return count;
    }

    private String readText(String what, long longest) {
        long length = readLong();
        if (length < 0 || length > longest) {
            throw wrong(what + " claims to be " + Long.toUnsignedString(length) + " bytes long");
        }
        long start = position;
        skip(length);
        return new String(bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private byte readByte() {
        skip(Byte.BYTES);
        return bytes.get(ValueLayout.JAVA_BYTE, position - Byte.BYTES);
    }

    private short readShort() {
        skip(Short.BYTES);
        return bytes.get(SHORT, position - Short.BYTES);
    }

    private int readInt() {
        skip(Integer.BYTES);
        return bytes.get(INT, position - Integer.BYTES);
    }

    private long readLong() {
        skip(Long.BYTES);
        return bytes.get(LONG, position - Long.BYTES);
    }

    private void skip(long length) {
        if (length < 0 || length > bytes.byteSize() - position) {
            throw wrong("the file ends within its header, after " + bytes.byteSize() + " bytes");
        }
        position += length;
    }

    private CheckpointException wrong(String what) {
        return new CheckpointException(what, file, "download or convert the file again");
    }
}
