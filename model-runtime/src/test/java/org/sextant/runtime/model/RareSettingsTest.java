package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.Numbers;

import static org.assertj.core.api.Assertions.assertThat;

/// Settings that the fixtures have so wide that they hardly show, or not at all: each set where it bites, against plain
/// Java, within 1e-5 of the largest value.
class RareSettingsTest {
    private static final double TOLERANCE = 1e-5;
    private static final int LENGTH = 11;

    @TempDir
    private Path folder;

    private int copies;

    @Test
    void theSoftCapOfScoresBendsThemBeforeTheyAreMasked() {
        float cap = 0.05f;
        float[] plain = values("v4/gemma2", config -> config.putNull("attn_logit_softcapping"))
                .at(SiteKind.ATTN_SCORES, 0);
        float[] capped = values("v4/gemma2", config -> config.put("attn_logit_softcapping", cap))
                .at(SiteKind.ATTN_SCORES, 0);
        float[] expected = bent(plain, cap);
        assertThat(Numbers.largestDifference(finite(plain), finite(expected))).isGreaterThan(cap / 10);
        Numbers.assertClose(finite(capped), finite(expected), TOLERANCE);
    }

    @Test
    void theSoftCapOfLogitsBendsThem() {
        float cap = 0.5f;
        float[] plain = logits("v4/gemma2", config -> config.putNull("final_logit_softcapping"));
        float[] expected = bent(plain, cap);
        assertThat(Numbers.largestDifference(plain, expected)).isGreaterThan(cap / 10);
        Numbers.assertClose(logits("v4/gemma2", config -> config.put("final_logit_softcapping", cap)), expected,
                TOLERANCE);
    }

    /// The first token does not turn, so its queries and keys show the clip as it is.
    @Test
    void clippedQueriesKeysAndValuesStayWithin() {
        float limit = 0.1f;
        OpenFolder.Values plain = values("v4/olmoe", config -> {});
        OpenFolder.Values clipped = values("v4/olmoe", config -> config.put("clip_qkv", limit));
        for (SiteKind kind : new SiteKind[]{SiteKind.ROT_Q, SiteKind.ROT_K}) {
            float[] before = first(plain.at(kind, 0), 32);
            assertThat(Numbers.largest(before)).isGreaterThan(2 * limit);
            Numbers.assertClose(first(clipped.at(kind, 0), 32), clamped(before, limit), TOLERANCE);
        }
        // The first query sees itself only, so what is mixed there is its own value.
        float[] value = first(plain.at(SiteKind.V, 0), 32);
        assertThat(Numbers.largest(value)).isGreaterThan(limit);
        Numbers.assertClose(first(clipped.at(SiteKind.Z, 0), 32), clamped(value, limit), TOLERANCE);
    }

    @Test
    void scoresMayBeDividedByTheDepthOfTheirBlockOrNotScaledAtAll() {
        float[] plain = values("v4/gpt2", config -> {}).at(SiteKind.ATTN_SCORES, 0);
        assertThat(values("v4/gpt2", config -> config.put("scale_attn_by_inverse_layer_idx", true))
                .at(SiteKind.ATTN_SCORES, 0)).isEqualTo(plain);
        OpenFolder.Values byDepth = values("v4/gpt2", config -> config.put("scale_attn_by_inverse_layer_idx", true));
        float[] scores = finite(byDepth.at(SiteKind.ATTN_SCORES, 1));
        assertThat(scores).isNotEmpty();
        Numbers.assertClose(scores, finite(dot(byDepth, 1, 1 / (2 * Math.sqrt(8)))), TOLERANCE);

        OpenFolder.Values unscaled = values("v4/gpt2", config -> config.put("scale_attn_weights", false));
        Numbers.assertClose(finite(unscaled.at(SiteKind.ATTN_SCORES, 1)), finite(dot(unscaled, 1, 1)), TOLERANCE);
    }

    /// Biases of ± 9: a gate is held at 7 from above only, what it gates on both sides.
    @Test
    void expertsOfGptOssHoldTheirGateFromAboveAndTheRestOnBothSides() {
        CheckpointFolder copy = copy("v5/gpt_oss", config -> {}).withTensors(tensors -> {
            float[] biases = {9, 9, -9, -9, 9, -9, 2, 9};
            for (int i = 0; i < 4 * 64; i++) {
                tensors.set("model.layers.1.mlp.experts.gate_up_proj_bias", i, biases[i % 8]);
            }
        });
        try (OpenFolder open = OpenFolder.at(copy.path())) {
            OpenFolder.Values values = open.values(new long[][]{Fixtures.reference("v5/gpt_oss").rows("input_ids")[0]});
            ExpertsByHand experts = new ExpertsByHand(copy.path(), 1);
            double[] x = experts.inputs(values.at(SiteKind.LN2_NORMALIZED, 1))[0];
            float[] indices = values.at(SiteKind.EXPERT_INDICES, 1);
            float[] weights = values.at(SiteKind.EXPERT_WEIGHTS, 1);
            double[] mixed = experts.mix(x, new int[]{(int) indices[0], (int) indices[1]},
                    new double[]{weights[0], weights[1]});
            Numbers.assertClose(first(values.at(SiteKind.MLP_PROJECTED, 1), x.length), narrow(mixed), TOLERANCE);
        }
    }

    @Test
    void someBlocksOfAQwenModelMayBeDense() {
        assertThat(mixtures(config -> {})).containsExactly(true, true);
        assertThat(mixtures(config -> config.put("decoder_sparse_step", 2))).containsExactly(false, true);
        assertThat(mixtures(config -> config.putArray("mlp_only_layers").add(1))).containsExactly(true, false);
    }

    private boolean[] mixtures(Consumer<ObjectNode> change) {
        CheckpointFolder copy = copy("v4/qwen2_moe", change).withTensors(tensors -> {
            for (int layer = 0; layer < 2; layer++) {
                for (String name : new String[]{"gate_proj", "up_proj", "down_proj"}) {
                    boolean down = name.equals("down_proj");
                    tensors.put("model.layers." + layer + ".mlp." + name + ".weight", "F32",
                            down ? List.of(32L, 64L) : List.of(64L, 32L), new byte[64 * 32 * 4]);
                }
            }
        });
        try (OpenFolder open = OpenFolder.at(copy.path())) {
            OpenFolder.Values values = open.values(Fixtures.reference("v4/qwen2_moe").rows("input_ids"));
            boolean[] mixtures = new boolean[2];
            for (int layer = 0; layer < 2; layer++) {
                mixtures[layer] = values.at(SiteKind.ROUTER_LOGITS, layer).length > 0;
                // The dense layers are made of zeros.
                assertThat(Numbers.largest(values.at(SiteKind.MLP_OUT, layer)) > 0).isEqualTo(mixtures[layer]);
            }
            return mixtures;
        }
    }

    /// Queries times keys of the first of GPT-2's prompts, `[1, 4, T, T]`, heads 8 wide; masked where masked.
    private static float[] dot(OpenFolder.Values values, int layer, double scale) {
        float[] queries = values.at(SiteKind.ROT_Q, layer);
        float[] keys = values.at(SiteKind.ROT_K, layer);
        float[] scores = new float[4 * LENGTH * LENGTH];
        for (int i = 0; i < scores.length; i++) {
            int head = i / (LENGTH * LENGTH);
            int query = i / LENGTH % LENGTH;
            int key = i % LENGTH;
            double sum = IntStream.range(0, 8)
                    .mapToDouble(d -> queries[query * 32 + head * 8 + d] * (double) keys[key * 32 + head * 8 + d])
                    .sum();
            scores[i] = key > query ? Float.NEGATIVE_INFINITY : (float) (sum * scale);
        }
        return scores;
    }

    private OpenFolder.Values values(String fixture, Consumer<ObjectNode> change) {
        try (OpenFolder open = OpenFolder.at(copy(fixture, change).path())) {
            return open.values(new long[][]{Fixtures.reference(fixture).rows("input_ids")[0]});
        }
    }

    private float[] logits(String fixture, Consumer<ObjectNode> change) {
        try (OpenFolder open = OpenFolder.at(copy(fixture, change).path())) {
            return open.logits(Fixtures.reference(fixture).rows("input_ids"));
        }
    }

    private CheckpointFolder copy(String fixture, Consumer<ObjectNode> change) {
        return CheckpointFolder.copyOf(fixture, folder.resolve(Integer.toString(copies++))).withConfig(change);
    }

    private static float[] bent(float[] values, double cap) {
        return mapped(values, value -> Double.isInfinite(value) ? value : cap * Math.tanh(value / cap));
    }

    private static float[] clamped(float[] values, double limit) {
        return mapped(values, value -> Math.clamp(value, -limit, limit));
    }

    private static float[] mapped(float[] values, DoubleUnaryOperator rule) {
        return narrow(IntStream.range(0, values.length).mapToDouble(i -> rule.applyAsDouble(values[i])).toArray());
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    private static float[] first(float[] values, int count) {
        return Arrays.copyOf(values, count);
    }

    /// What is not masked.
    private static float[] finite(float[] scores) {
        return narrow(IntStream.range(0, scores.length).mapToDouble(i -> scores[i])
                .filter(score -> score != Double.NEGATIVE_INFINITY).toArray());
    }
}
