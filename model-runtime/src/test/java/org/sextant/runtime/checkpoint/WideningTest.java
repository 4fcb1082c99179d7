package org.sextant.runtime.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Sources lie one byte off every alignment, as they may in a file.
class WideningTest {
    /// Every bit pattern, several times over, so that more than one chunk is needed and the last is not full.
    private static final int COUNT = 7 * 65536 + 13;

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16"})
    void everyHalfPatternBecomesTheNumberItsFieldsSpellOut(StoredType type) {
        try (var arena = Arena.ofShared()) {
            MemorySegment source = unaligned(arena, 2L * COUNT);
            for (int i = 0; i < COUNT; i++) {
                source.set(ValueLayout.JAVA_BYTE, 2L * i, (byte) i);
                source.set(ValueLayout.JAVA_BYTE, 2L * i + 1, (byte) (i >> 8));
            }
            MemorySegment floats = arena.allocate(ValueLayout.JAVA_FLOAT, COUNT);
            MemorySegment doubles = arena.allocate(ValueLayout.JAVA_DOUBLE, COUNT);

            Widening.toFloat32(source, type, floats);
            Widening.toFloat64(source, type, doubles);

            int exponentBits = type == StoredType.BF16 ? 8 : 5;
            for (int i = 0; i < COUNT; i++) {
                double expected = spelledOut(i & 0xFFFF, exponentBits, 15 - exponentBits);
                // Comparing bits tells −0 from 0; doubleToLongBits makes all NaNs one.
                if (Double.doubleToLongBits(doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, i)) != Double
                        .doubleToLongBits(expected)
                        || Float.floatToIntBits(floats.getAtIndex(ValueLayout.JAVA_FLOAT, i)) != Float
                                .floatToIntBits((float) expected)) {
                    assertThat(doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, i)).as("pattern %x", i & 0xFFFF)
                            .isEqualTo(expected);
                    assertThat(floats.getAtIndex(ValueLayout.JAVA_FLOAT, i)).as("pattern %x", i & 0xFFFF)
                            .isEqualTo((float) expected);
                }
            }
        }
    }

    @Test
    void float32StaysTheSameToTheBit() {
        try (var arena = Arena.ofConfined()) {
            int[] patterns = new Random(5).ints(COUNT).toArray();
            patterns[0] = 0x00000001;
            patterns[1] = 0x7F800000;
            patterns[2] = 0xFFC00001;
            patterns[3] = 0x80000000;
            MemorySegment source = unaligned(arena, 4L * COUNT);
            for (int i = 0; i < COUNT; i++) {
                source.set(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 4L * i, patterns[i]);
            }
            MemorySegment floats = arena.allocate(ValueLayout.JAVA_FLOAT, COUNT);
            MemorySegment doubles = arena.allocate(ValueLayout.JAVA_DOUBLE, COUNT);

            Widening.toFloat32(source, StoredType.F32, floats);
            Widening.toFloat64(source, StoredType.F32, doubles);

            assertThat(floats.toArray(ValueLayout.JAVA_INT)).isEqualTo(patterns);
            for (int i = 0; i < COUNT; i++) {
                double exact = Float.intBitsToFloat(patterns[i]);
                if (Double.doubleToLongBits(doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, i)) != Double
                        .doubleToLongBits(exact)) {
                    assertThat(doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, i)).isEqualTo(exact);
                }
            }
        }
    }

    @Test
    void anEmptyTensorWidensToNothing() {
        Widening.toFloat32(MemorySegment.NULL, StoredType.BF16, MemorySegment.NULL);
        Widening.toFloat64(MemorySegment.NULL, StoredType.F32, MemorySegment.NULL);
    }

    @Test
    void aTargetOfAnotherSizeIsRefused() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocate(8);
            MemorySegment target = arena.allocate(12);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Widening.toFloat32(source, StoredType.BF16, target))
                    .withMessageContaining("8 bytes of BF16");
        }
    }

    @Test
    void wholeNumbersAreNoWeights() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocate(8);
            MemorySegment target = arena.allocate(4);
            assertThatIllegalArgumentException().isThrownBy(() -> Widening.toFloat32(source, StoredType.I64, target))
                    .withMessageContaining("I64");
        }
    }

    /// Sign, exponent and fraction by the book (IEEE 754), in float64.
    private static double spelledOut(int bits, int exponentBits, int fractionBits) {
        double sign = (bits >> 15) == 0 ? 1 : -1;
        int exponent = (bits >> fractionBits) & ((1 << exponentBits) - 1);
        double fraction = (bits & ((1 << fractionBits) - 1)) / Math.pow(2, fractionBits);
        int bias = (1 << (exponentBits - 1)) - 1;
        if (exponent == (1 << exponentBits) - 1) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * fraction * Math.pow(2, 1.0 - bias)
                : sign * (1 + fraction) * Math.pow(2, (double) exponent - bias);
    }

    private static MemorySegment unaligned(Arena arena, long bytes) {
        return arena.allocate(bytes + 1, 8).asSlice(1);
    }
}
