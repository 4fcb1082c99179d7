package org.sextant.runtime.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NativeMemoryTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 11, 12, 100})
    void anArrayThatNoBufferSpansIsReadInPieces(int atOnce) {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray turned = manager.arange(12f).reshape(3, 4).transpose();
            assertThat(NativeMemory.floats(turned, atOnce)).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
        }
    }

    @Test
    void readingLeavesNothingBehind() {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray turned = manager.arange(12f).toType(DataType.FLOAT64, false).reshape(3, 4).transpose();
            int before = manager.getManagedArrays().size();
            assertThat(NativeMemory.doubles(turned)).startsWith(0, 4, 8, 1);
            assertThat(NativeMemory.floats(turned)).startsWith(0, 4, 8, 1);
            assertThat(NativeMemory.longs(turned.toType(DataType.INT64, false))).startsWith(0, 4, 8, 1);
            assertThat(manager.getManagedArrays()).hasSize(before + 1);
        }
    }

    @Test
    void moreThanOneJavaArrayHoldsIsRefused() {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            // One number seen from every place: it takes no memory.
            NDArray wide = manager.zeros(new Shape(1, 1), DataType.FLOAT32).broadcast(new Shape(1 << 16, 1 << 16));
            assertThatThrownBy(() -> NativeMemory.floats(wide)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one Java array");
        }
    }

    @Test
    void memoryThatWasFreedIsNotRead() {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            Arena arena = Arena.ofShared();
            MemorySegment freed = arena.allocate(4 * Float.BYTES, Float.BYTES);
            Shape shape = new Shape(4);
            assertThat(NativeMemory.floats(NativeMemory.array(manager, freed, shape, DataType.FLOAT32))).hasSize(4);
            arena.close();
            assertThatThrownBy(() -> NativeMemory.array(manager, freed, shape, DataType.FLOAT32))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("freed");
        }
    }
}
