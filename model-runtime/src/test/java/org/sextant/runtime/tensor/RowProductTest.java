package org.sextant.runtime.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// One row times a matrix, cut into pieces, against the engine's whole product.
class RowProductTest {
    @ParameterizedTest
    @CsvSource({"512, 256, false", "512, 256, true", "493, 300, false", "2048, 96, true"})
    void piecesGiveWhatTheWholeProductGives(int out, int in, boolean transposed) {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray weight = transposed
                    ? manager.randomNormal(new Shape(in, out)).transpose()
                    : manager.randomNormal(new Shape(out, in));
            NDArray bias = manager.randomNormal(new Shape(out));
            NDArray x = manager.randomNormal(new Shape(1, 1, in));
            RowProduct product = new RowProduct(weight);

            assertThat(product.fits(x)).isTrue();
            NDArray pieces = product.apply(x, bias);
            assertThat(pieces.getShape()).isEqualTo(new Shape(1, 1, out));
            float[] actual = NativeMemory.floats(pieces);
            float[] expected = NativeMemory.floats(Ops.linear(x, weight, bias));
            for (int i = 0; i < out; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
            }
        }
    }

    @Test
    void severalRowsSmallMatricesAndPrimeHeightsAreLeftToTheEngine() {
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            assertThat(new RowProduct(manager.ones(new Shape(512, 256))).fits(manager.ones(new Shape(1, 2, 256))))
                    .isFalse();
            assertThat(new RowProduct(manager.ones(new Shape(16, 16))).fits(manager.ones(new Shape(1, 1, 16))))
                    .isFalse();
            assertThat(new RowProduct(manager.ones(new Shape(509, 256))).fits(manager.ones(new Shape(1, 1, 256))))
                    .isFalse();
        }
    }
}
