package org.sextant.runtime.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.testing.QuantisedNumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Packed weights against their definitions, to the bit. Sources lie one byte off every alignment, as they may in a file.
class UnpackingTest {
    private static final int NUMBERS_PER_SCALE = 32;

    /// The example of METHODS.md 6.4.17.
    @Test
    void mxfp4HasTheFirstOfTwoNumbersInTheLowerHalfOfAByte() {
        byte[] block = new byte[16];
        block[0] = 0x21;
        block[1] = (byte) 0xF7;
        block[2] = (byte) 0x8C;
        block[3] = 0x03;
        float[] numbers = mxfp4(block, new byte[]{125});
        assertThat(numbers).startsWith(0.125f, 0.25f, 1.5f, -1.5f, -0.5f, -0f, 0.375f, 0f).hasSize(NUMBERS_PER_SCALE);
        assertThat(Float.floatToRawIntBits(numbers[5])).isEqualTo(0x80000000);
    }

    @Test
    void everyByteOfMxfp4IsWhatItsBitsSpellOutTimesItsBlocksScale() {
        byte[] blocks = new byte[16 * 256];
        byte[] scales = new byte[256];
        for (int scale = 0; scale < 256; scale++) {
            scales[scale] = (byte) scale;
            for (int i = 0; i < 16; i++) {
                blocks[scale * 16 + i] = (byte) (scale + 16 * i + i);
            }
        }
        float[] numbers = mxfp4(blocks, scales);
        for (int i = 0; i < numbers.length; i++) {
            // 2^128 and what passes it is infinite in float32; zero times it is no number.
            double exact = QuantisedNumbers.mxfp4(blocks, scales, i);
            if (scales[i / NUMBERS_PER_SCALE] != (byte) 255) {
                assertThat(Float.floatToIntBits(numbers[i])).as("number %d", i)
                        .isEqualTo(Float.floatToIntBits((float) exact));
            } else {
                assertThat(Float.isFinite(numbers[i])).isFalse();
            }
        }
    }

    /// Blocks of 8 over 12 × 22: the last of 2 × 3 are cut in both directions.
    @Test
    void everyByteOfFp8IsWhatItsBitsSpellOutTimesItsBlocksFactor() {
        long rows = 12;
        long columns = 22;
        float[] factors = {1, 0.3f, -2, 1e-3f, 7.7f, 1e6f};
        try (var arena = Arena.ofConfined()) {
            MemorySegment source = unaligned(arena, rows * columns);
            for (int i = 0; i < rows * columns; i++) {
                source.set(ValueLayout.JAVA_BYTE, i, (byte) i);
            }
            MemorySegment scales = unaligned(arena, factors.length * 4L);
            for (int i = 0; i < factors.length; i++) {
                scales.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * 4L, factors[i]);
            }
            MemorySegment target = arena.allocate(ValueLayout.JAVA_FLOAT, rows * columns);

            Unpacking.fp8(source, columns, scales, 8, target);

            for (long row = 0; row < rows; row++) {
                for (long column = 0; column < columns; column++) {
                    int at = (int) (row * columns + column);
                    float expected = (float) QuantisedNumbers.e4m3(at & 0xFF)
                            * factors[(int) (row / 8 * 3 + column / 8)];
                    assertThat(Float.floatToIntBits(target.getAtIndex(ValueLayout.JAVA_FLOAT, at)))
                            .as("row %d, column %d", row, column).isEqualTo(Float.floatToIntBits(expected));
                }
            }
        }
    }

    @Test
    void sizesThatDisagreeAreRefused() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(12 * 22);
            MemorySegment target = arena.allocate(12 * 22 * 4, 4);
            MemorySegment scales = arena.allocate(6 * 4, 4);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Unpacking.fp8(numbers, 22, arena.allocate(5 * 4, 4), 8, target));
            assertThatIllegalArgumentException().isThrownBy(() -> Unpacking.fp8(numbers, 22, scales, 16, target));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Unpacking.fp8(numbers, 22, scales, 8, arena.allocate(12 * 22 * 2, 4)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Unpacking.mxfp4(arena.allocate(17), arena.allocate(1), arena.allocate(128, 4)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Unpacking.mxfp4(arena.allocate(16), arena.allocate(1), arena.allocate(64, 4)));
        }
    }

    private static float[] mxfp4(byte[] blocks, byte[] scales) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment source = unaligned(arena, blocks.length);
            source.copyFrom(MemorySegment.ofArray(blocks));
            MemorySegment target = arena.allocate(ValueLayout.JAVA_FLOAT, 2L * blocks.length);
            Unpacking.mxfp4(source, MemorySegment.ofArray(scales), target);
            return target.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    private static MemorySegment unaligned(Arena arena, long bytes) {
        return arena.allocate(bytes + 1, 8).asSlice(1);
    }
}
