package org.sextant.runtime.sae;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;

/// Rows of float32 in memory outside the heap, which arrays read without a copy.
final class ActivationBuffer implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment values;
    private final int rows;
    private final int width;

    ActivationBuffer(int rows, int width) {
        this.rows = rows;
        this.width = width;
        this.values = arena.allocate((long) rows * width * Float.BYTES, Long.BYTES);
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    /// Writes a row.
    ///
    /// @param from index of its first number
    void put(int row, float[] source, int from) {
        MemorySegment.copy(source, from, values, ValueLayout.JAVA_FLOAT, (long) row * width * Float.BYTES, width);
    }

    /// Some rows, `[to − from, width]`; valid as long as they are not written over.
    NDArray rows(NDManager manager, int from, int to) {
        long rowBytes = (long) width * Float.BYTES;
        return NativeMemory.array(manager, values.asSlice(from * rowBytes, (to - from) * rowBytes),
                new Shape(to - from, width), DataType.FLOAT32);
    }

    @Override
    public void close() {
        arena.close();
    }
}
