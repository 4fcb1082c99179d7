package org.sextant.runtime.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/// Puts tensors of random quantised numbers into a checkpoint, and the same numbers as float32 into another.
///
/// @param quantised gets what is packed
/// @param plain gets what it means
/// @param random where the numbers come from
public record QuantisedCheckpoint(SafetensorsBytes quantised, SafetensorsBytes plain, Random random) {
    private static final int NUMBERS_PER_SCALE = 32;

    /// A stack of matrices, one an expert: `[experts, rows, columns]` in MXFP4, `[experts, columns, rows]` in float32.
    public void mxfp4(String name, int experts, int rows, int columns) {
        int numbers = experts * rows * columns;
        byte[] packed = new byte[numbers / 2];
        random.nextBytes(packed);
        byte[] scales = new byte[numbers / NUMBERS_PER_SCALE];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (byte) random.nextInt(121, 126);
        }
        long groups = columns / NUMBERS_PER_SCALE;
        quantised.remove(name)
                .put(name + "_blocks", "U8", List.of((long) experts, (long) rows, groups, 16L), packed)
                .put(name + "_scales", "U8", List.of((long) experts, (long) rows, groups), scales);
        float[] values = new float[numbers];
        for (int expert = 0; expert < experts; expert++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    values[(expert * columns + column) * rows + row] = (float) QuantisedNumbers.mxfp4(packed, scales,
                            (expert * rows + row) * columns + column);
                }
            }
        }
        plain.put(name, "F32", List.of((long) experts, (long) columns, (long) rows), floats(values));
    }

    /// A matrix in FP8, with a factor for each square block.
    ///
    /// @param scaleType F32 or BF16
    public void fp8(String name, int rows, int columns, int block, String scaleType) {
        byte[] packed = new byte[rows * columns];
        for (int i = 0; i < packed.length; i++) {
            int bits = random.nextInt(256);
            packed[i] = (byte) ((bits & 0x7F) == 0x7F ? bits - 1 : bits);
        }
        int across = Math.ceilDiv(columns, block);
        float[] factors = new float[Math.ceilDiv(rows, block) * across];
        for (int i = 0; i < factors.length; i++) {
            // Seven bits of fraction, as many as a bfloat16 has.
            factors[i] = random.nextInt(128, 256) * 0x1p-18f;
        }
        List<Long> scaleShape = List.of((long) (factors.length / across), (long) across);
        quantised.put(name, "F8_E4M3", List.of((long) rows, (long) columns), packed).put(name + "_scale_inv", scaleType,
                scaleShape, scaleType.equals("BF16") ? bfloat16s(factors) : floats(factors));
        float[] values = new float[packed.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) QuantisedNumbers.e4m3(Byte.toUnsignedInt(packed[i]))
                    * factors[i / columns / block * across + i % columns / block];
        }
        plain.put(name, "F32", List.of((long) rows, (long) columns), floats(values));
    }

    /// A tensor of random float32 in both.
    public void float32(String name, Long... shape) {
        int count = (int) (long) List.of(shape).stream().reduce(1L, Math::multiplyExact);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() / 4;
        }
        quantised.put(name, "F32", List.of(shape), floats(values));
        plain.put(name, "F32", List.of(shape), floats(values));
    }

    private static byte[] floats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] bfloat16s(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort((short) (Float.floatToRawIntBits(value) >> 16));
        }
        return bytes.array();
    }
}
