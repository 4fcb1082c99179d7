package org.sextant.runtime.testing;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Numbers by the rule of METHODS.md 0.4, from which all golden values are computed.
public final class RuleNumbers {
    private RuleNumbers() {}

    /// The tensor of a name.
    ///
    /// @param count how many numbers it has, row-major
    public static float[] fill(String name, int count) {
        return fill(name, count, 1);
    }

    /// The tensor of a name times a factor.
    public static float[] fill(String name, int count, float factor) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        boolean norm = name.endsWith(".weight") && (name.contains("norm") || name.contains(".ln_"));
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            int hash = (int) crc.getValue() + i * (int) 2654435761L;
            hash ^= hash >>> 16;
            hash *= (int) 2246822519L;
            hash ^= hash >>> 13;
            double share = 2 * Integer.toUnsignedLong(hash) / 4294967296.0 - 1;
            values[i] = factor * (float) (norm ? 1 + 0.1 * share : 0.2 * share);
        }
        return values;
    }
}
