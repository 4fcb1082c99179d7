package org.sextant.runtime.model;

import java.util.Arrays;
import java.util.Random;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

import static org.assertj.core.api.Assertions.assertThat;

/// Masks against the rule written out, pair by pair, in plain Java; exactly, since a mask holds 0 and −∞ alone.
class AttentionMasksTest {
    @ParameterizedTest
    @CsvSource({"7, 0, 0, false", "7, 3, 0, false", "7, 3, 4, false", "1, 3, 9, false", "1, 0, 9, true",
        "5, 0, 0, true", "6, 2, 3, true", "4, 3, 6, true", "4, 100, 2, true"})
    void aQuerySeesTheRealKeysOfItsWindowAndItself(int queries, int window, int cached, boolean padded) {
        Random random = new Random(queries + 31L * window);
        boolean[][] real = new boolean[3][cached + queries];
        for (boolean[] row : real) {
            for (int slot = 0; slot < row.length; slot++) {
                row[slot] = !padded || random.nextInt(3) > 0;
            }
        }
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray mask = new AttentionMasks(new TokenBatch(real, cached), manager, DataType.FLOAT32).of(window)
                    .orElseThrow();
            int rows = padded ? real.length : 1;
            assertThat(NativeMemory.shape(mask)).containsExactly(rows, 1, queries, cached + queries);
            assertThat(NativeMemory.floats(mask))
                    .containsExactly(expected(Arrays.copyOf(real, rows), queries, window));
        }
    }

    @Test
    void aSingleQueryThatSeesEverythingNeedsNoMask() {
        boolean[][] real = {{true, true, true}};
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            AttentionMasks masks = new AttentionMasks(new TokenBatch(real, 2), manager, DataType.FLOAT32);
            assertThat(masks.of(0)).isEmpty();
            assertThat(masks.of(3)).isEmpty();
            assertThat(masks.of(2)).isPresent();
        }
    }

    private static float[] expected(boolean[][] real, int queries, int window) {
        int keys = real[0].length;
        float[] mask = new float[real.length * queries * keys];
        int at = 0;
        for (boolean[] row : real) {
            for (int query = keys - queries; query < keys; query++) {
                for (int key = 0; key < keys; key++) {
                    boolean inWindow = window == 0 || position(row, key) > position(row, query) - window;
                    boolean sees = key == query || (key < query && row[key] && inWindow);
                    mask[at++] = sees ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
        }
        return mask;
    }

    /// Real tokens before a slot; padding stands where the token before it stands.
    private static int position(boolean[] row, int slot) {
        int before = 0;
        for (int i = 0; i < slot; i++) {
            before += row[i] ? 1 : 0;
        }
        return row[slot] ? before : Math.max(0, before - 1);
    }
}
