package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

/// The experts of one block in plain Java and float64, from its stored weights.
final class ExpertsByHand {
    private final ReferenceTensors stored;
    private final String block;

    ExpertsByHand(String fixture, int layer) {
        this(Fixtures.folder(fixture), layer);
    }

    ExpertsByHand(Path folder, int layer) {
        this.stored = ReferenceTensors.read(folder.resolve("model.safetensors"));
        this.block = "model.layers." + layer + ".";
    }

    /// What the mixture reads: the normed residual stream times the norm's weight.
    double[][] inputs(float[] normalized) {
        float[] weight = stored.floats(block + "post_attention_layernorm.weight");
        double[][] rows = new double[normalized.length / weight.length][weight.length];
        for (int i = 0; i < normalized.length; i++) {
            rows[i / weight.length][i % weight.length] = normalized[i] * (double) weight[i % weight.length];
        }
        return rows;
    }

    /// One expert's output.
    double[] expert(int expert, double[] x) {
        if (stored.contains(block + "mlp.experts.gate_up_proj")) {
            return clamped(expert, x);
        }
        String mixtral = block + "block_sparse_moe.experts." + expert + ".";
        return stored.contains(mixtral + "w1.weight")
                ? gated(x, mixtral + "w1", mixtral + "w3", mixtral + "w2")
                : gated(block + "mlp.experts." + expert, x);
    }

    /// What every token gets besides; zeros where there is no such expert.
    double[] shared(double[] x) {
        return Stream.of("mlp.shared_expert", "mlp.shared_experts").map(name -> block + name)
                .filter(name -> stored.contains(name + ".up_proj.weight")).map(name -> {
                    double[] out = gated(name, x);
                    return stored.contains(block + "mlp.shared_expert_gate.weight")
                            ? scaled(out, sigmoid(times(block + "mlp.shared_expert_gate", x)[0]))
                            : out;
                }).findFirst().orElseGet(() -> new double[x.length]);
    }

    /// `Σ w_e expert_e(x)`.
    double[] mix(double[] x, int[] experts, double[] weights) {
        double[] sum = new double[x.length];
        for (int i = 0; i < experts.length; i++) {
            double[] out = scaled(expert(experts[i], x), weights[i]);
            for (int at = 0; at < sum.length; at++) {
                sum[at] += out[at];
            }
        }
        return sum;
    }

    private double[] gated(String name, double[] x) {
        return gated(x, name + ".gate_proj", name + ".up_proj", name + ".down_proj");
    }

    private double[] gated(double[] x, String gate, String up, String down) {
        double[] opened = times(gate, x);
        double[] hidden = times(up, x);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] *= opened[i] * sigmoid(opened[i]);
        }
        return times(down, hidden);
    }

    /// Gate and up in turn, `[in, out]` a matrix (METHODS.md 6.4.17).
    private double[] clamped(int expert, double[] x) {
        double[] both = stackedTimes("gate_up_proj", expert, x);
        double[] hidden = new double[both.length / 2];
        for (int i = 0; i < hidden.length; i++) {
            double gate = Math.min(both[2 * i], 7);
            double up = Math.clamp(both[2 * i + 1], -7, 7);
            hidden[i] = (up + 1) * gate * sigmoid(1.702 * gate);
        }
        return stackedTimes("down_proj", expert, hidden);
    }

    private double[] stackedTimes(String name, int expert, double[] x) {
        float[] weights = stored.floats(block + "mlp.experts." + name);
        float[] biases = stored.floats(block + "mlp.experts." + name + "_bias");
        int width = stored.shape(block + "mlp.experts." + name)[2];
        double[] out = new double[width];
        for (int i = 0; i < width; i++) {
            double value = biases[expert * width + i];
            for (int in = 0; in < x.length; in++) {
                value += weights[(expert * x.length + in) * width + i] * x[in];
            }
            out[i] = value;
        }
        return out;
    }

    private double[] times(String name, double[] x) {
        float[] weight = stored.floats(name + ".weight");
        return IntStream.range(0, weight.length / x.length).mapToDouble(
                row -> IntStream.range(0, x.length).mapToDouble(i -> weight[row * x.length + i] * x[i]).sum())
                .toArray();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] scaled(double[] values, double factor) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i] * factor).toArray();
    }
}
