package org.sextant.runtime.tensor;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Operations against their formulas in double precision, and the gradients that they leave against differences.
class OpsTest {
    private static final float[] POINTS = {-9, -3.3f, -1, -0.2f, 0, 0.7f, 1, 2.5f, 6};

    private final NDManager manager = Backend.newManager(Device.cpu());

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void tanhGeluIsItsFormula() {
        check(Ops::tanhGelu,
                x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
    }

    @Test
    void siluIsItsFormula() {
        check(Ops::silu, x -> x / (1 + Math.exp(-x)));
    }

    @Test
    void reluIsItsFormula() {
        assertThat(NativeMemory.floats(Ops.relu(manager.create(POINTS)))).containsExactly(0, 0, 0, 0, 0, 0.7f, 1,
                2.5f, 6);
    }

    private void check(UnaryOperator<NDArray> operation, DoubleUnaryOperator formula) {
        NDArray x = manager.create(POINTS);
        float[] values = NativeMemory.floats(operation.apply(x));
        assertThat(NativeMemory.floats(x)).containsExactly(POINTS);
        try (GradientTape tape = GradientTape.start()) {
            NDArray leaf = tape.leaf(manager, new Shape(POINTS.length), DataType.FLOAT32);
            NDArray recorded = operation.apply(x.add(leaf));
            tape.backward(recorded.sum());
            float[] gradient = NativeMemory.floats(tape.gradient(leaf));
            float[] again = NativeMemory.floats(recorded);
            for (int i = 0; i < POINTS.length; i++) {
                double step = 1e-5;
                double slope = (formula.applyAsDouble(POINTS[i] + step) - formula.applyAsDouble(POINTS[i] - step))
                        / (2 * step);
                assertThat(values[i]).isCloseTo((float) formula.applyAsDouble(POINTS[i]), within(2e-6f));
                assertThat(again[i]).isCloseTo(values[i], within(2e-6f));
                assertThat(gradient[i]).isCloseTo((float) slope, within(1e-4f));
            }
        }
    }

    @Test
    void aWrittenSliceLeavesTheRestAlone() {
        NDArray room = manager.zeros(new Shape(2, 3, 2));
        Ops.write(room, 1, 1, 2, manager.ones(new Shape(2, 1, 2)));
        assertThat(NativeMemory.floats(room)).containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0);
        assertThat(NativeMemory.floats(Ops.slice(room, 1, 1, 3))).containsExactly(1, 1, 0, 0, 1, 1, 0, 0);
        assertThat(NativeMemory.floats(Ops.lastAxis(room, 0, 1))).containsExactly(0, 1, 0, 0, 1, 0);
    }
}
