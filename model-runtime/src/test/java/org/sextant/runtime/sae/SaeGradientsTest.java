package org.sextant.runtime.sae;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Closed forms against differences of the loss. Steps are so small that no feature enters or leaves; the thresholds of
/// jumprelu, whose slope is not that of the loss, are compared with the formula in double precision.
class SaeGradientsTest {
    private static final int ROWS = 40;
    private static final int WIDTH = 5;
    private static final int FEATURES = 9;

    private final NDManager manager = Backend.newManager(Device.cpu());
    private final Map<SaeWeight, NDArray> weights = new EnumMap<>(SaeWeight.class);
    private final NDArray inputs = random(1, new Shape(ROWS, WIDTH), 1);
    private final NDArray targets = random(2, new Shape(ROWS, WIDTH), 1);

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray random(long seed, Shape shape, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return manager.create(values, shape);
    }

    private void drawWeights(SaeMethod method) {
        for (SaeWeight weight : SaeWeight.values()) {
            if (weight.belongsTo(method)) {
                double spread = weight == SaeWeight.ENCODER || weight == SaeWeight.DECODER ? 0.6 : 0.2;
                weights.put(weight, random(10 + weight.name().length(), weight.shape(WIDTH, FEATURES, WIDTH), spread));
            }
        }
    }

    static List<SaeMethod> methods() {
        return List.of(new SaeMethod.TopK(3), new SaeMethod.BatchTopK(3), new SaeMethod.TopAfa(0.3),
                new SaeMethod.JumpRelu(0.1, OptionalInt.empty(), 0.4),
                new SaeMethod.JumpRelu(0.1, OptionalInt.of(2), 0.4));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theyAreTheSlopesOfTheLoss(SaeMethod method) {
        drawWeights(method);
        for (boolean centred : new boolean[]{true, false}) {
            SaeGradients.Result result = new SaeGradients(method, centred, weights, manager).of(inputs,
                    centred ? inputs : targets, Optional.empty());
            for (SaeWeight weight : weights.keySet()) {
                if (weight != SaeWeight.LOG_THRESHOLD) {
                    float[] closed = NativeMemory.floats(result.gradients().get(weight));
                    assertThat(largest(closed)).isGreaterThan(1e-3f);
                    assertThat(closed).containsExactly(differences(method, weight, centred, Optional.empty(), null),
                            within(2e-3f * largest(closed)));
                }
            }
        }
    }

    @Test
    void deadFeaturesLearnWhatIsLeftOver() {
        SaeMethod method = new SaeMethod.TopK(2);
        drawWeights(method);
        var revived = Optional.of(new SaeGradients.Revived(new int[]{1, 4, 7}, 2, 0.25));
        SaeGradients gradients = new SaeGradients(method, true, weights, manager);
        SaeGradients.Result alone = gradients.of(inputs, inputs, Optional.empty());
        SaeGradients.Result both = gradients.of(inputs, inputs, revived);
        float[] left = error(method);
        for (SaeWeight weight : weights.keySet()) {
            float[] closed = NativeMemory.floats(
                    both.gradients().get(weight).sub(alone.gradients().get(weight)));
            assertThat(largest(closed)).isGreaterThan(1e-4f);
            assertThat(closed).containsExactly(differences(method, weight, true, revived, left),
                    within(4e-3f * largest(closed)));
        }
        assertThat(both.loss() - alone.loss()).isCloseTo(revivalLoss(revived.get(), left, parameters()), within(1e-5));
    }

    @Test
    void thresholdsFollowTheBoxAroundThem() {
        SaeMethod.JumpRelu method = new SaeMethod.JumpRelu(0.1, OptionalInt.empty(), 0.4);
        drawWeights(method);
        SaeGradients.Result result = new SaeGradients(method, true, weights, manager).of(inputs, inputs,
                Optional.empty());
        Map<SaeWeight, float[]> w = parameters();
        double[] expected = new double[FEATURES];
        float[] error = error(method);
        for (int row = 0; row < ROWS; row++) {
            double[] pre = pre(w, row, true);
            for (int f = 0; f < FEATURES; f++) {
                double threshold = Math.exp(w.get(SaeWeight.LOG_THRESHOLD)[f]);
                double slope = 0;
                for (int i = 0; i < WIDTH; i++) {
                    slope += 2.0 * error[row * WIDTH + i] / (ROWS * WIDTH)
                            * w.get(SaeWeight.DECODER)[f * WIDTH + i];
                }
                boolean inBox = Math.abs(pre[f] - threshold) < 0.2;
                expected[f] += inBox ? -threshold / 0.4 * (threshold * slope + 0.1 / ROWS) : 0;
            }
        }
        float[] closed = NativeMemory.floats(result.gradients().get(SaeWeight.LOG_THRESHOLD));
        assertThat(largest(closed)).isGreaterThan(1e-3f);
        for (int f = 0; f < FEATURES; f++) {
            assertThat((double) closed[f]).isCloseTo(expected[f], within(1e-5));
        }
    }

    /// Central differences of the loss, or with `left` of the revival's part alone.
    private float[] differences(SaeMethod method, SaeWeight weight, boolean centred,
            Optional<SaeGradients.Revived> revived, float @Nullable [] left) {
        Map<SaeWeight, float[]> w = parameters();
        float[] values = w.get(weight);
        float[] slopes = new float[values.length];
        boolean[][] kept = kept(method, w, centred);
        for (int i = 0; i < values.length; i++) {
            float before = values[i];
            float step = 1e-3f;
            values[i] = before + step;
            double up = left == null ? loss(method, w, kept, centred) : revivalLoss(revived.orElseThrow(), left, w);
            float upper = values[i];
            values[i] = before - step;
            double down = left == null ? loss(method, w, kept, centred) : revivalLoss(revived.orElseThrow(), left, w);
            slopes[i] = (float) ((up - down) / ((double) upper - values[i]));
            values[i] = before;
        }
        return slopes;
    }

    private Map<SaeWeight, float[]> parameters() {
        Map<SaeWeight, float[]> values = new EnumMap<>(SaeWeight.class);
        weights.forEach((weight, array) -> values.put(weight, NativeMemory.floats(array)));
        return values;
    }

    private double[] pre(Map<SaeWeight, float[]> w, int row, boolean centred) {
        float[] x = NativeMemory.floats(inputs);
        double[] pre = new double[FEATURES];
        for (int f = 0; f < FEATURES; f++) {
            pre[f] = w.containsKey(SaeWeight.ENCODER_BIAS) ? w.get(SaeWeight.ENCODER_BIAS)[f] : 0;
            for (int i = 0; i < WIDTH; i++) {
                double own = x[row * WIDTH + i] - (centred ? w.get(SaeWeight.DECODER_BIAS)[i] : 0);
                pre[f] += own * w.get(SaeWeight.ENCODER)[f * WIDTH + i];
            }
        }
        return pre;
    }

    /// Which features are active, by sorting.
    private boolean[][] kept(SaeMethod method, Map<SaeWeight, float[]> w, boolean centred) {
        double[][] pre = new double[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            pre[row] = pre(w, row, centred);
        }
        boolean[][] kept = new boolean[ROWS][FEATURES];
        for (int row = 0; row < ROWS; row++) {
            double bound = bound(method, pre, row, w, centred);
            for (int f = 0; f < FEATURES; f++) {
                double threshold = method instanceof SaeMethod.JumpRelu
                        ? Math.exp(w.get(SaeWeight.LOG_THRESHOLD)[f])
                        : bound;
                kept[row][f] = pre[row][f] > 0 && pre[row][f] >= threshold;
            }
        }
        return kept;
    }

    private double bound(SaeMethod method, double[][] pre, int row, Map<SaeWeight, float[]> w, boolean centred) {
        double[] sorted = pre[row].clone();
        Arrays.sort(sorted);
        return switch (method) {
            case SaeMethod.TopK topK -> sorted[FEATURES - topK.k()];
            case SaeMethod.BatchTopK batch -> {
                double[] all = Arrays.stream(pre).flatMapToDouble(Arrays::stream).sorted()
                        .toArray();
                yield all[all.length - batch.k() * ROWS];
            }
            case SaeMethod.JumpRelu _ -> 0;
            case SaeMethod.TopAfa _ -> {
                double squares = 0;
                for (int i = 0; i < WIDTH; i++) {
                    double own = NativeMemory.floats(inputs)[row * WIDTH + i]
                            - (centred ? w.get(SaeWeight.DECODER_BIAS)[i] : 0);
                    squares += own * own;
                }
                double sum = 0;
                double nearest = Double.POSITIVE_INFINITY;
                double bound = 0;
                for (int k = 1; k < FEATURES; k++) {
                    sum += Math.pow(Math.max(0, sorted[FEATURES - k]), 2);
                    double distance = Math.abs(Math.sqrt(sum) - Math.sqrt(squares));
                    bound = distance < nearest ? sorted[FEATURES - k] : bound;
                    nearest = Math.min(nearest, distance);
                }
                yield bound;
            }
        };
    }

    private double loss(SaeMethod method, Map<SaeWeight, float[]> w, boolean[][] kept, boolean centred) {
        float[] y = NativeMemory.floats(centred ? inputs : targets);
        float[] x = NativeMemory.floats(inputs);
        double loss = 0;
        double penalty = 0;
        double active = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] pre = pre(w, row, centred);
            double features = 0;
            double length = 0;
            for (int i = 0; i < WIDTH; i++) {
                double given = w.get(SaeWeight.DECODER_BIAS)[i];
                for (int f = 0; f < FEATURES; f++) {
                    given += kept[row][f] ? pre[f] * w.get(SaeWeight.DECODER)[f * WIDTH + i] : 0;
                }
                loss += Math.pow(given - y[row * WIDTH + i], 2) / (ROWS * WIDTH);
                length += Math.pow(x[row * WIDTH + i], 2);
            }
            for (int f = 0; f < FEATURES; f++) {
                features += kept[row][f] ? pre[f] * pre[f] : 0;
                active += kept[row][f] ? 1 : 0;
            }
            penalty += Math.pow(Math.sqrt(features) - Math.sqrt(length), 2) / ROWS;
        }
        double l0 = active / ROWS;
        return switch (method) {
            case SaeMethod.TopAfa afa -> loss + afa.lambda() * penalty;
            case SaeMethod.JumpRelu jump -> loss + jump.sparsity()
                    * (jump.target().isPresent() ? Math.pow(l0 / jump.target().getAsInt() - 1, 2) : l0);
            case SaeMethod.TopK _,SaeMethod.BatchTopK _ -> loss;
        };
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theLossIsThatOfTheFormula(SaeMethod method) {
        drawWeights(method);
        SaeGradients.Result result = new SaeGradients(method, true, weights, manager).of(inputs, inputs,
                Optional.empty());
        boolean[][] kept = kept(method, parameters(), true);
        assertThat(result.loss()).isCloseTo(loss(method, parameters(), kept, true), within(1e-5));
        for (int f = 0; f < FEATURES; f++) {
            float firings = 0;
            for (boolean[] row : kept) {
                firings += row[f] ? 1 : 0;
            }
            assertThat(result.firings()[f]).isEqualTo(firings);
        }
    }

    /// `x̂ − x` of each row.
    private float[] error(SaeMethod method) {
        Map<SaeWeight, float[]> w = parameters();
        boolean[][] kept = kept(method, w, true);
        float[] x = NativeMemory.floats(inputs);
        float[] error = new float[ROWS * WIDTH];
        for (int row = 0; row < ROWS; row++) {
            double[] pre = pre(w, row, true);
            for (int i = 0; i < WIDTH; i++) {
                double given = w.get(SaeWeight.DECODER_BIAS)[i];
                for (int f = 0; f < FEATURES; f++) {
                    given += kept[row][f] ? pre[f] * w.get(SaeWeight.DECODER)[f * WIDTH + i] : 0;
                }
                error[row * WIDTH + i] = (float) (given - x[row * WIDTH + i]);
            }
        }
        return error;
    }

    /// `w mean (f_dead W_dead + e)²` with the two largest dead features of each row; three are dead, so all of w counts.
    private double revivalLoss(SaeGradients.Revived revived, float[] left, Map<SaeWeight, float[]> w) {
        double loss = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] pre = pre(w, row, true);
            double[] dead = Arrays.stream(revived.features()).mapToDouble(f -> pre[f]).sorted().toArray();
            double bound = Math.max(0, dead[dead.length - revived.count()]);
            for (int i = 0; i < WIDTH; i++) {
                double rest = left[row * WIDTH + i];
                for (int f : revived.features()) {
                    rest += pre[f] > 0 && pre[f] >= bound ? pre[f] * w.get(SaeWeight.DECODER)[f * WIDTH + i] : 0;
                }
                loss += revived.weight() * rest * rest / (ROWS * WIDTH);
            }
        }
        return loss;
    }

    private static float largest(float[] values) {
        return Numbers.largest(values);
    }
}
