package org.sextant.runtime.tensor;

import java.util.Random;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AdamStepTest {
    private static final int SIZE = 7;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    private static final double EPSILON = 1e-3; // large enough for its correction to be seen
    private static final double RATE = 0.01;
    private static final double DECAY = 0.1;
    private static final double SCALE = 0.5;

    @Test
    void fiveStepsAreThoseOfTheFormulaInDoublePrecision() {
        Random random = new Random(4);
        double[] weight = random.doubles(SIZE).toArray();
        double[] first = new double[SIZE];
        double[] second = new double[SIZE];
        AdamStep step = new AdamStep((float) BETA1, (float) BETA2, (float) EPSILON);
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray w = manager.create(floats(weight));
            AdamStep.Means means = AdamStep.Means.zero(w);
            for (int t = 1; t <= 5; t++) {
                double[] gradient = random.doubles(SIZE, -1, 1).toArray();
                NDArray g = manager.create(floats(gradient));
                step.apply(w, g, means, (float) SCALE, (float) RATE, (float) DECAY, t);
                assertThat(g.toFloatArray()).containsExactly(floats(gradient));
                for (int i = 0; i < SIZE; i++) {
                    double slope = gradient[i] * SCALE;
                    weight[i] -= RATE * DECAY * weight[i];
                    first[i] = BETA1 * first[i] + (1 - BETA1) * slope;
                    second[i] = BETA2 * second[i] + (1 - BETA2) * slope * slope;
                    double mean = first[i] / (1 - Math.pow(BETA1, t));
                    double square = second[i] / (1 - Math.pow(BETA2, t));
                    weight[i] -= RATE * mean / (Math.sqrt(square) + EPSILON);
                }
            }
            assertThat(w.toFloatArray()).containsExactly(floats(weight), within(2e-6f));
            assertThat(means.first().toFloatArray()).containsExactly(floats(first), within(1e-6f));
            assertThat(means.second().toFloatArray()).containsExactly(floats(second), within(1e-6f));
        }
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
