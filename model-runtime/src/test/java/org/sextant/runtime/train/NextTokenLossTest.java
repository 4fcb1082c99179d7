package org.sextant.runtime.train;

import java.util.Random;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.GradientTape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class NextTokenLossTest {
    private static final int WORDS = 5;
    private static final TrainingBatch BATCH = new TrainingBatch(new long[][]{{1, 4, 2}, {3, 0, 0}},
            new boolean[][]{{true, true, true}, {true, true, false}});

    @Test
    void itIsTheMeanOverRealTokensAndItsGradientIsProbabilityLessTarget() {
        float[] logits = new float[2 * 3 * WORDS];
        Random random = new Random(2);
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 4 * random.nextFloat() - 2;
        }
        try (NDManager manager = Backend.newManager(Device.cpu()); GradientTape tape = GradientTape.start()) {
            NDArray array = manager.create(logits, new Shape(2, 3, WORDS));
            array.setRequiresGradient(true);
            NDArray loss = NextTokenLoss.of(array, BATCH, manager);
            tape.backward(loss);
            float[] gradient = tape.gradient(array).toFloatArray();

            double expected = 0;
            int[][] predicted = {{0, 0, 4}, {0, 1, 2}, {1, 0, 0}}; // row, position, the token that follows
            double[] slope = new double[logits.length];
            for (int[] place : predicted) {
                int from = (place[0] * 3 + place[1]) * WORDS;
                double sum = 0;
                for (int word = 0; word < WORDS; word++) {
                    sum += Math.exp(logits[from + word]);
                }
                expected -= Math.log(Math.exp(logits[from + place[2]]) / sum) / predicted.length;
                for (int word = 0; word < WORDS; word++) {
                    double target = word == place[2] ? 1 : 0;
                    slope[from + word] = (Math.exp(logits[from + word]) / sum - target) / predicted.length;
                }
            }
            assertThat(loss.getFloat()).isCloseTo((float) expected, within(1e-6f));
            for (int i = 0; i < slope.length; i++) {
                assertThat(gradient[i]).isCloseTo((float) slope[i], within(1e-6f));
            }
        }
    }
}
