package org.sextant.runtime.session;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.tensor.NativeMemory;

/// Values of one request, copied out of the engine as long as they fit into Java's memory.
final class TensorStore {
    private static final double MIB = 1L << 20;

    /// Three quarters of what this process may ever have.
    static final long LIMIT_OF_THIS_PROCESS = Runtime.getRuntime().maxMemory() / 4 * 3;

    private final long limitBytes;
    private final Map<String, TensorValue> values = new LinkedHashMap<>();
    private long heldBytes;

    /// @param limitBytes how much may be held
    TensorStore(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    static TensorStore ofThisProcess() {
        return new TensorStore(LIMIT_OF_THIS_PROCESS);
    }

    /// Copies a value.
    ///
    /// @throws MemoryException if it does not fit beside the others
    TensorValue take(String name, NDArray value) {
        long needed = heldBytes + value.size() * Float.BYTES;
        if (needed > limitBytes || value.size() > Integer.MAX_VALUE - Long.BYTES) {
            throw new MemoryException(
                    String.format(Locale.ROOT, "the values asked for need more than %.0f MiB and %.0f MiB may be held",
                            needed / MIB, limitBytes / MIB),
                    "at " + name, "ask for fewer sites or a shorter prompt, or start Sextant with a larger -Xmx",
                    needed, limitBytes);
        }
        TensorValue copy = TensorValue.of(NativeMemory.floats(value), NativeMemory.shape(value));
        heldBytes = needed;
        values.put(name, copy);
        return copy;
    }

    /// What was copied, in the order of copying.
    Map<String, TensorValue> values() {
        return values;
    }
}
