package org.sextant.runtime.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.Numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `mlp.hook_out` is `Σ w_e expert_e(x)` plus the shared expert, made in plain Java from the stored weights, within 1e-5
/// of the largest value; it stays so when a hook changes what the router says.
class MixtureByHandTest {
    private static final double TOLERANCE = 1e-5;
    /// A block with experts in every fixture that has any.
    private static final int LAYER = 1;
    private static final int CHOSEN = 2;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream().filter(name -> List.of("mixtral", "olmoe", "qwen2_moe", "qwen3_moe",
                "deepseek_v2", "deepseek_v3", "gpt_oss").contains(name.substring(3)));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void expertsTimesTheirWeightsAndTheSharedExpertMakeTheOutput(String fixture) {
        try (OpenFolder open = OpenFolder.ofFixture(fixture)) {
            OpenFolder.Values values = open.values(Fixtures.reference(fixture).rows("input_ids"));
            assertMixed(fixture, values);
            if (open.spec().experts().orElseThrow().shared().isPresent()) {
                ExpertsByHand experts = new ExpertsByHand(fixture, LAYER);
                Numbers.assertClose(values.at(SiteKind.SHARED_OUT, LAYER),
                        flat(Stream.of(experts.inputs(values.at(SiteKind.LN2_NORMALIZED, LAYER)))
                                .map(experts::shared)),
                        TOLERANCE);
            }
        }
    }

    /// Every token goes to the experts 1 and 0 in this order, with the weights that the router gives these.
    @ParameterizedTest
    @MethodSource("fixtures")
    void expertsThatAHookChoosesMakeTheOutput(String fixture) {
        try (OpenFolder open = OpenFolder.ofFixture(fixture)) {
            long[][] ids = Fixtures.reference(fixture).rows("input_ids");
            OpenFolder.Values before = open.values(ids);
            OpenFolder.Values values = open.values(ids, at(SiteKind.EXPERT_INDICES, indices -> {
                long[] chosen = new long[(int) indices.size()];
                for (int i = 0; i < chosen.length; i++) {
                    chosen[i] = 1L - i % CHOSEN;
                }
                return indices.getManager().create(chosen, indices.getShape());
            }));

            float[] indices = values.at(SiteKind.EXPERT_INDICES, LAYER);
            assertThat(indices).isNotEqualTo(before.at(SiteKind.EXPERT_INDICES, LAYER)).startsWith(1, 0, 1, 0);
            assertMixed(fixture, values);
            if (fixture.equals("v4/olmoe")) {
                assertSoftmax(values.at(SiteKind.ROUTER_LOGITS, LAYER), values.at(SiteKind.EXPERT_WEIGHTS, LAYER));
            }
        }
    }

    /// Both choices of a token may be the same expert.
    @ParameterizedTest
    @MethodSource("fixtures")
    void anExpertChosenTwiceCountsTwice(String fixture) {
        try (OpenFolder open = OpenFolder.ofFixture(fixture)) {
            OpenFolder.Values values = open.values(Fixtures.reference(fixture).rows("input_ids"),
                    at(SiteKind.EXPERT_INDICES, indices -> indices.mul(0).add(3)));
            assertThat(values.at(SiteKind.EXPERT_INDICES, LAYER)).containsOnly(3);
            assertMixed(fixture, values);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void weightsThatAHookGivesMakeTheOutput(String fixture) {
        try (OpenFolder open = OpenFolder.ofFixture(fixture)) {
            OpenFolder.Values values = open.values(Fixtures.reference(fixture).rows("input_ids"),
                    at(SiteKind.EXPERT_WEIGHTS, weights -> {
                        float[] given = new float[(int) weights.size()];
                        for (int i = 0; i < given.length; i++) {
                            given[i] = 0.25f * (i % 7) - 0.5f;
                        }
                        return weights.getManager().create(given, weights.getShape());
                    }));
            assertThat(values.at(SiteKind.EXPERT_WEIGHTS, LAYER)).startsWith(-0.5f, -0.25f, 0, 0.25f);
            assertMixed(fixture, values);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anExpertWhoseLogitAHookMasksIsNeverChosen(String fixture) {
        try (OpenFolder open = OpenFolder.ofFixture(fixture)) {
            long[][] ids = Fixtures.reference(fixture).rows("input_ids");
            float[] usual = open.values(ids).at(SiteKind.EXPERT_INDICES, LAYER);
            OpenFolder.Values values = open.values(ids, at(SiteKind.ROUTER_LOGITS, logits -> {
                float[] mask = new float[(int) logits.getShape().get(2)];
                mask[(int) usual[0]] = Float.NEGATIVE_INFINITY;
                return logits.add(logits.getManager().create(mask));
            }));
            assertThat(values.at(SiteKind.EXPERT_INDICES, LAYER)).doesNotContain(usual[0]);
            assertMixed(fixture, values);
        }
    }

    private static Intervention at(SiteKind kind, UnaryOperator<NDArray> change) {
        return new Intervention(new Site(kind, LAYER), change);
    }

    private static void assertMixed(String fixture, OpenFolder.Values values) {
        ExpertsByHand experts = new ExpertsByHand(fixture, LAYER);
        double[][] inputs = experts.inputs(values.at(SiteKind.LN2_NORMALIZED, LAYER));
        float[] indices = values.at(SiteKind.EXPERT_INDICES, LAYER);
        float[] weights = values.at(SiteKind.EXPERT_WEIGHTS, LAYER);
        assertThat(indices).hasSize(inputs.length * CHOSEN);
        Numbers.assertClose(values.at(SiteKind.MLP_PROJECTED, LAYER),
                flat(IntStream.range(0, inputs.length).mapToObj(token -> {
                    IntStream own = IntStream.range(token * CHOSEN, (token + 1) * CHOSEN);
                    int[] chosen = own.map(i -> (int) indices[i]).toArray();
                    double[] factors = {weights[token * CHOSEN], weights[token * CHOSEN + 1]};
                    return sum(experts.mix(inputs[token], chosen, factors), experts.shared(inputs[token]));
                })), TOLERANCE);
    }

    private static void assertSoftmax(float[] logits, float[] weights) {
        int experts = 8;
        for (int token = 0; token < logits.length / experts; token++) {
            double sum = 0;
            for (int expert = 0; expert < experts; expert++) {
                sum += Math.exp(logits[token * experts + expert]);
            }
            assertThat((double) weights[token * CHOSEN]).isCloseTo(Math.exp(logits[token * experts + 1]) / sum,
                    within(1e-6));
        }
    }

    static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    static float[] flat(Stream<double[]> rows) {
        double[] values = rows.flatMapToDouble(Arrays::stream).toArray();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
