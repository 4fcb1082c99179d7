package org.sextant.runtime.testing;

/// What the bytes of quantised weights mean, spelled out bit by bit in float64. It shares no table with the code under
/// test.
public final class QuantisedNumbers {
    private QuantisedNumbers() {}

    /// FP8 E4M3 without infinities: a sign, four bits of exponent with a bias of 7, three of mantissa; all ones is no
    /// number.
    public static double e4m3(int bits) {
        double sign = (bits & 0x80) == 0 ? 1 : -1;
        int exponent = (bits & 0x78) >> 3;
        double fraction = (bits & 0x07) / 8.0;
        if (exponent == 15 && fraction == 7 / 8.0) {
            return Double.NaN;
        }
        return exponent == 0
                ? sign * fraction * Math.pow(2, -6)
                : sign * (1 + fraction) * Math.pow(2, exponent - 7.0);
    }

    /// FP4 E2M1: a sign, two bits of exponent with a bias of 1, one of mantissa.
    public static double e2m1(int bits) {
        double sign = (bits & 0x8) == 0 ? 1 : -1;
        int exponent = (bits & 0x6) >> 1;
        double fraction = (bits & 0x1) / 2.0;
        return exponent == 0 ? sign * fraction : sign * (1 + fraction) * Math.pow(2, exponent - 1.0);
    }

    /// One number of an MXFP4 tensor.
    ///
    /// @param packed two numbers a byte, the first in the lower half
    /// @param scales an exponent with a bias of 127 for each 32 numbers
    public static double mxfp4(byte[] packed, byte[] scales, int index) {
        int two = Byte.toUnsignedInt(packed[index / 2]);
        int exponent = Byte.toUnsignedInt(scales[index / 32]) - 127;
        return e2m1(index % 2 == 0 ? two & 0xF : two >> 4) * Math.pow(2, exponent);
    }
}
