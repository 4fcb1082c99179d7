package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// A router's logits make its experts and their weights by the rule of its family, as the config of each says it; weights
/// within 1e-6. The rule is worked out in plain Java.
class RouterIdentitiesTest {
    private static final float TOLERANCE = 1e-6f;

    @TempDir
    private Path folder;

    static Stream<Arguments> routers() {
        return Stream.of(router("v4/mixtral", config -> {}, RoutingByHand.of("v4/mixtral")),
                router("v4/olmoe", config -> {}, RoutingByHand.of("v4/olmoe")),
                router("v4/olmoe", config -> config.put("norm_topk_prob", true), RoutingByHand.softmax(true)),
                router("v4/olmoe", config -> config.remove("norm_topk_prob"), RoutingByHand.softmax(false)),
                router("v4/qwen2_moe", config -> {}, RoutingByHand.of("v4/qwen2_moe")),
                router("v4/qwen3_moe", config -> {}, RoutingByHand.of("v4/qwen3_moe")),
                router("v5/qwen3_moe", config -> {}, RoutingByHand.of("v5/qwen3_moe")),
                router("v5/deepseek_v2", config -> {}, RoutingByHand.of("v5/deepseek_v2")),
                router("v5/deepseek_v2", config -> config.put("topk_method", "group_limited_greedy")
                        .put("n_group", 4).put("topk_group", 2).put("routed_scaling_factor", 16),
                        new RoutingByHand("softmax", 4, 2, 1, false, 16)),
                router("v5/deepseek_v3", config -> {}, RoutingByHand.of("v5/deepseek_v3")),
                router("v5/deepseek_v3", config -> config.put("n_group", 4).put("topk_group", 3),
                        new RoutingByHand("sigmoid", 4, 3, 2, true, 2.5)),
                router("v5/deepseek_v3",
                        config -> config.put("norm_topk_prob", false).put("routed_scaling_factor", 1.5),
                        new RoutingByHand("sigmoid", 2, 1, 2, false, 1.5)),
                router("v5/gpt_oss", config -> {}, RoutingByHand.of("v5/gpt_oss")));
    }

    private static Arguments router(String fixture, Consumer<ObjectNode> change, RoutingByHand rule) {
        return arguments(fixture, change, rule);
    }

    @ParameterizedTest
    @MethodSource("routers")
    void logitsMakeExpertsAndWeightsByTheFamilysRule(String fixture, Consumer<ObjectNode> change, RoutingByHand rule) {
        CheckpointFolder copy = CheckpointFolder.copyOf(fixture, folder.resolve("model")).withConfig(change);
        ReferenceTensors stored = ReferenceTensors.read(copy.file("model.safetensors"));
        try (OpenFolder open = OpenFolder.at(copy.path())) {
            ExpertSpec experts = open.spec().experts().orElseThrow();
            OpenFolder.Values values = open.values(Fixtures.reference(fixture).rows("input_ids"));
            IntStream.range(0, open.spec().layers()).filter(layer -> open.spec().blocks().get(layer).mixture())
                    .forEach(layer -> {
                        double[] correction = correction(stored, layer, experts.count());
                        assertRouting(values, layer, experts, correction, rule);
                    });
        }
    }

    private static void assertRouting(OpenFolder.Values values, int layer, ExpertSpec experts, double[] correction,
            RoutingByHand rule) {
        float[] logits = values.at(SiteKind.ROUTER_LOGITS, layer);
        float[] indices = values.at(SiteKind.EXPERT_INDICES, layer);
        float[] weights = values.at(SiteKind.EXPERT_WEIGHTS, layer);
        int tokens = logits.length / experts.count();
        assertThat(tokens).isEqualTo(22);
        assertThat(indices).hasSize(tokens * experts.chosen());
        for (int token = 0; token < tokens; token++) {
            int firstLogit = token * experts.count();
            int first = token * experts.chosen();
            double[] own = IntStream.range(0, experts.count()).mapToDouble(i -> logits[firstLogit + i]).toArray();
            int[] chosen = IntStream.range(0, experts.chosen()).map(i -> (int) indices[first + i]).toArray();

            assertThat(chosen).isEqualTo(rule.experts(own, correction, experts.chosen()));
            double[] expected = rule.weights(own, chosen);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) weights[first + i]).isCloseTo(expected[i], within(TOLERANCE * rule.scale()));
            }
        }
    }

    static double[] correction(ReferenceTensors stored, int layer, int experts) {
        String name = "model.layers." + layer + ".mlp.gate.e_score_correction_bias";
        float[] values = stored.contains(name) ? stored.floats(name) : new float[experts];
        return IntStream.range(0, experts).mapToDouble(i -> values[i]).toArray();
    }
}
