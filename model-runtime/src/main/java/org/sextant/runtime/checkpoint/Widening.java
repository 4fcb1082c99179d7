package org.sextant.runtime.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfFloat;
import java.lang.foreign.ValueLayout.OfShort;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/// Turns stored weights into float32 or float64. Both hold every bfloat16 and float16, so nothing is rounded; subnormal
/// numbers and infinities stay what they are, a NaN stays a NaN.
///
/// The work is cut into chunks that the common pool shares; within a chunk each loop is plain enough for the compiler to
/// vectorise.
public final class Widening {
    private static final OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat TO_FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble TO_DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfInt TO_INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final int CHUNK = 1 << 18;

    private Widening() {}

    /// The numbers of a weight as float32, in an array of their own.
    ///
    /// @throws IllegalArgumentException if the type is none that weights have
    public static float[] floats(MemorySegment source, StoredType type) {
        float[] values = new float[Math.toIntExact(source.byteSize() * Byte.SIZE / type.bits())];
        toFloat32(source, type, MemorySegment.ofArray(values));
        return values;
    }

    /// Fills `target` with float32 in the byte order of this machine.
    ///
    /// @param source numbers as they lie in the file
    /// @param type how they are stored; a type for which [StoredType#isWeight()] holds
    /// @throws IllegalArgumentException if the type is another, or the target has not room for exactly all numbers
    public static void toFloat32(MemorySegment source, StoredType type, MemorySegment target) {
        requireRoom(source, type, target, Float.BYTES);
        Loop loop = switch (type) {
            case BF16 -> Widening::bfloat16ToFloat32;
            case F16 -> Widening::float16ToFloat32;
            case F32 -> Widening::float32ToFloat32;
            default -> throw noWeight(type);
        };
        inChunks(loop, source, type, target, Float.BYTES);
    }

    /// Fills `target` with float64 in the byte order of this machine.
    ///
    /// @param source numbers as they lie in the file
    /// @param type how they are stored; a type for which [StoredType#isWeight()] holds
    /// @throws IllegalArgumentException if the type is another, or the target has not room for exactly all numbers
    public static void toFloat64(MemorySegment source, StoredType type, MemorySegment target) {
        requireRoom(source, type, target, Double.BYTES);
        Loop loop = switch (type) {
            case BF16 -> Widening::bfloat16ToFloat64;
            case F16 -> Widening::float16ToFloat64;
            case F32 -> Widening::float32ToFloat64;
            default -> throw noWeight(type);
        };
        inChunks(loop, source, type, target, Double.BYTES);
    }

    /// Widens the first `count` numbers of a chunk.
    @FunctionalInterface
    private interface Loop {
        void widen(MemorySegment source, MemorySegment target, int count);
    }

    // A bfloat16 is the upper half of a float32.
    private static void bfloat16ToFloat32(MemorySegment source, MemorySegment target, int count) {
        for (int i = 0; i < count; i++) {
            target.set(TO_INT, 4L * i, source.get(SHORT, 2L * i) << Short.SIZE);
        }
    }

    private static void float16ToFloat32(MemorySegment source, MemorySegment target, int count) {
        for (int i = 0; i < count; i++) {
            target.set(TO_FLOAT, 4L * i, Float.float16ToFloat(source.get(SHORT, 2L * i)));
        }
    }

    private static void float32ToFloat32(MemorySegment source, MemorySegment target, int count) {
        MemorySegment.copy(source, FLOAT, 0, target, TO_FLOAT, 0, count);
    }

    private static void bfloat16ToFloat64(MemorySegment source, MemorySegment target, int count) {
        for (int i = 0; i < count; i++) {
            target.set(TO_DOUBLE, 8L * i, Float.intBitsToFloat(source.get(SHORT, 2L * i) << Short.SIZE));
        }
    }

    private static void float16ToFloat64(MemorySegment source, MemorySegment target, int count) {
        for (int i = 0; i < count; i++) {
            target.set(TO_DOUBLE, 8L * i, Float.float16ToFloat(source.get(SHORT, 2L * i)));
        }
    }

    private static void float32ToFloat64(MemorySegment source, MemorySegment target, int count) {
        for (int i = 0; i < count; i++) {
            target.set(TO_DOUBLE, 8L * i, source.get(FLOAT, 4L * i));
        }
    }

    private static void inChunks(Loop loop, MemorySegment source, StoredType type, MemorySegment target,
            int targetBytes) {
        int sourceBytes = type.bits() / Byte.SIZE;
        long elements = source.byteSize() / sourceBytes;
        LongStream chunks = LongStream.range(0, Math.ceilDiv(elements, CHUNK));
        (shareable(source) && shareable(target) ? chunks.parallel() : chunks).forEach(chunk -> {
            long from = chunk * CHUNK;
            int count = (int) Math.min(CHUNK, elements - from);
            loop.widen(source.asSlice(from * sourceBytes, (long) count * sourceBytes),
                    target.asSlice(from * targetBytes, (long) count * targetBytes), count);
        });
    }

    /// A segment of a confined arena belongs to one thread.
    private static boolean shareable(MemorySegment segment) {
        return segment.isAccessibleBy(Thread.ofVirtual().unstarted(() -> {}));
    }

    private static void requireRoom(MemorySegment source, StoredType type, MemorySegment target, int targetBytes) {
        if (source.byteSize() * Byte.SIZE * targetBytes != target.byteSize() * type.bits()) {
            throw new IllegalArgumentException(source.byteSize() + " bytes of " + type + " do not fill "
                    + target.byteSize() + " bytes with numbers of " + targetBytes);
        }
    }

    private static IllegalArgumentException noWeight(StoredType type) {
        return new IllegalArgumentException("weights are not read from " + type);
    }
}
