package org.sextant.runtime.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

import org.sextant.runtime.testing.ReferenceTensors;

/// One block's weights as the file of a fixture has them, under the field's names. It shares no code with the loader.
///
/// @param input the first projection of the feed-forward layer, in gated models that of the gate
/// @param ungated the other one, in gated models
record StoredBlock(StoredNorm attentionNorm, Projection query, Projection key, Projection value, StoredNorm mlpNorm,
        Projection input, Optional<Projection> ungated, Projection down, DoubleUnaryOperator activation,
        boolean parallel) {
    private static final double GPT_EPS = 1e-5;
    private static final double RMS_EPS = 1e-6;

    /// `W x + b`.
    ///
    /// @param weight `[out][in]`
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Projection(double[][] weight, double[] bias) {
        double[] apply(double[] x) {
            double[] y = bias.clone();
            for (int out = 0; out < y.length; out++) {
                for (int in = 0; in < x.length; in++) {
                    y[out] += weight[out][in] * x[in];
                }
            }
            return y;
        }

        private Projection rows(int from, int count) {
            return new Projection(Arrays.copyOfRange(weight, from, from + count),
                    Arrays.copyOfRange(bias, from, from + count));
        }

        /// Of every group of rows, the same part.
        private Projection part(int groups, int at, int width) {
            int stride = bias.length / groups;
            double[][] chosen = new double[groups * width][];
            double[] biases = new double[groups * width];
            for (int row = 0; row < chosen.length; row++) {
                int from = row / width * stride + at + row % width;
                chosen[row] = weight[from];
                biases[row] = bias[from];
            }
            return new Projection(chosen, biases);
        }
    }

    /// A norm's weight and bias, with what it adds to the variance and whether it centres.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record StoredNorm(double[] weight, double[] bias, double eps, boolean centres) {
        double[] centred(double[] x) {
            double mean = centres ? Arrays.stream(x).average().orElseThrow() : 0;
            return Arrays.stream(x).map(value -> value - mean).toArray();
        }

        double scale(double[] x) {
            return Math.sqrt(Arrays.stream(centred(x)).map(value -> value * value).average().orElseThrow() + eps);
        }

        double[] weighted(double[] normalized) {
            double[] y = new double[normalized.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = normalized[i] * weight[i] + bias[i];
            }
            return y;
        }
    }

    static StoredBlock of(ReferenceTensors stored, int layer, int heads, int headDim) {
        if (stored.contains("transformer.wte.weight")) {
            return gpt2(stored, "transformer.h." + layer + ".", heads * headDim);
        }
        return stored.contains("gpt_neox.embed_in.weight")
                ? gptNeoX(stored, "gpt_neox.layers." + layer + ".", heads, headDim)
                : llamaLike(stored, "model.layers." + layer + ".");
    }

    static StoredNorm finalNorm(ReferenceTensors stored) {
        if (stored.contains("transformer.wte.weight")) {
            return norm(stored, "transformer.ln_f");
        }
        return norm(stored, stored.contains("gpt_neox.embed_in.weight") ? "gpt_neox.final_layer_norm" : "model.norm");
    }

    private static StoredBlock gpt2(ReferenceTensors stored, String block, int width) {
        Projection all = transposed(stored, block + "attn.c_attn");
        return new StoredBlock(norm(stored, block + "ln_1"), all.rows(0, width), all.rows(width, width),
                all.rows(2 * width, width), norm(stored, block + "ln_2"), transposed(stored, block + "mlp.c_fc"),
                Optional.empty(), transposed(stored, block + "mlp.c_proj"), StoredBlock::tanhGelu, false);
    }

    private static StoredBlock gptNeoX(ReferenceTensors stored, String block, int heads, int width) {
        Projection all = projection(stored, block + "attention.query_key_value");
        return new StoredBlock(norm(stored, block + "input_layernorm"), all.part(heads, 0, width),
                all.part(heads, width, width), all.part(heads, 2 * width, width),
                norm(stored, block + "post_attention_layernorm"), projection(stored, block + "mlp.dense_h_to_4h"),
                Optional.empty(), projection(stored, block + "mlp.dense_4h_to_h"),
                x -> x / 2 * (1 + erf(x / Math.sqrt(2))), true);
    }

    private static StoredBlock llamaLike(ReferenceTensors stored, String block) {
        return new StoredBlock(norm(stored, block + "input_layernorm"),
                projection(stored, block + "self_attn.q_proj"), projection(stored, block + "self_attn.k_proj"),
                projection(stored, block + "self_attn.v_proj"), norm(stored, block + "post_attention_layernorm"),
                projection(stored, block + "mlp.gate_proj"), Optional.of(projection(stored, block + "mlp.up_proj")),
                projection(stored, block + "mlp.down_proj"), x -> x / (1 + Math.exp(-x)), false);
    }

    private static StoredNorm norm(ReferenceTensors stored, String name) {
        double[] weight = doubles(stored.floats(name + ".weight"));
        boolean centres = stored.contains(name + ".bias");
        return new StoredNorm(weight, centres ? doubles(stored.floats(name + ".bias")) : new double[weight.length],
                centres ? GPT_EPS : RMS_EPS, centres);
    }

    private static Projection projection(ReferenceTensors stored, String name) {
        int[] shape = stored.shape(name + ".weight");
        double[] values = doubles(stored.floats(name + ".weight"));
        double[][] rows = new double[shape[0]][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * shape[1], (row + 1) * shape[1]);
        }
        return new Projection(rows, bias(stored, name, shape[0]));
    }

    /// GPT-2 stores its matrices `[in, out]`.
    private static Projection transposed(ReferenceTensors stored, String name) {
        int[] shape = stored.shape(name + ".weight");
        double[] values = doubles(stored.floats(name + ".weight"));
        double[][] rows = new double[shape[1]][shape[0]];
        for (int i = 0; i < values.length; i++) {
            rows[i % shape[1]][i / shape[1]] = values[i];
        }
        return new Projection(rows, bias(stored, name, shape[1]));
    }

    private static double[] bias(ReferenceTensors stored, String name, int width) {
        return stored.contains(name + ".bias") ? doubles(stored.floats(name + ".bias")) : new double[width];
    }

    private static double tanhGelu(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /// By its power series, which a double carries far beyond the fixtures' values.
    private static double erf(double x) {
        double power = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            power *= -x * x / n;
            sum += power / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
