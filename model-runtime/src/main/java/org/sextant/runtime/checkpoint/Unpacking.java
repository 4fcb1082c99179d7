package org.sextant.runtime.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.LongStream;

/// Turns weights of 4 and 8 bits that share scales into float32. Nothing is rounded.
public final class Unpacking {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    /// The numbers that four bits stand for: a sign, two bits of exponent, one of mantissa.
    private static final float[] FOUR_BITS = {0, 0.5f, 1, 1.5f, 2, 3, 4, 6, -0f, -0.5f, -1, -1.5f, -2, -3, -4, -6};
    private static final float[] E4M3 = e4m3();
    private static final int BYTES_PER_SCALE = 16;
    private static final int SCALE_BIAS = 127;

    private Unpacking() {}

    /// MXFP4: blocks of 32 numbers of four bits, the first of two in the lower half of a byte, times `2^(scale − 127)`.
    ///
    /// @param blocks 16 bytes a block
    /// @param scales one byte a block
    /// @param target 32 float32 a block
    /// @throws IllegalArgumentException if the sizes disagree
    public static void mxfp4(MemorySegment blocks, MemorySegment scales, MemorySegment target) {
        long count = scales.byteSize();
        require(blocks.byteSize() == count * BYTES_PER_SCALE
                && target.byteSize() == count * 2 * BYTES_PER_SCALE * Float.BYTES);
        for (long block = 0; block < count; block++) {
            int exponent = Byte.toUnsignedInt(scales.get(ValueLayout.JAVA_BYTE, block)) - SCALE_BIAS;
            float scale = Math.scalb(1f, exponent);
            for (int i = 0; i < BYTES_PER_SCALE; i++) {
                long from = block * BYTES_PER_SCALE + i;
                int two = Byte.toUnsignedInt(blocks.get(ValueLayout.JAVA_BYTE, from));
                target.set(FLOAT, 2 * from * Float.BYTES, FOUR_BITS[two & 0xF] * scale);
                target.set(FLOAT, (2 * from + 1) * Float.BYTES, FOUR_BITS[two >> 4] * scale);
            }
        }
    }

    /// FP8 (E4M3) in square blocks that share a float32 factor, in the byte order of this machine.
    ///
    /// @param source one byte a number, `[rows, columns]`
    /// @param scales `[⌈rows / block⌉, ⌈columns / block⌉]`
    /// @param block rows and columns of a block
    /// @param target `[rows, columns]` float32
    /// @throws IllegalArgumentException if the sizes disagree
    public static void fp8(MemorySegment source, long columns, MemorySegment scales, int block,
            MemorySegment target) {
        long rows = source.byteSize() / columns;
        long scaleColumns = Math.ceilDiv(columns, block);
        require(target.byteSize() == source.byteSize() * Float.BYTES
                && scales.byteSize() == Math.ceilDiv(rows, block) * scaleColumns * Float.BYTES);
        LongStream.range(0, rows).forEach(row -> {
            for (long column = 0; column < columns; column++) {
                long at = row * columns + column;
                float scale = scales.get(FLOAT, (row / block * scaleColumns + column / block) * Float.BYTES);
                target.set(FLOAT, at * Float.BYTES,
                        E4M3[Byte.toUnsignedInt(source.get(ValueLayout.JAVA_BYTE, at))] * scale);
            }
        });
    }

    /// One bit of sign, four of exponent with a bias of 7, three of mantissa; all ones is no number, none is infinite.
    private static float[] e4m3() {
        float[] values = new float[256];
        for (int bits = 0; bits < values.length; bits++) {
            int exponent = bits >> 3 & 0xF;
            int mantissa = bits & 0x7;
            float size = exponent == 0
                    ? Math.scalb(mantissa / 8f, -6)
                    : Math.scalb(1 + mantissa / 8f, exponent - 7);
            values[bits] = (bits & 0x7F) == 0x7F ? Float.NaN : bits < 128 ? size : -size;
        }
        return values;
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("numbers, scales and target differ in size");
        }
    }
}
