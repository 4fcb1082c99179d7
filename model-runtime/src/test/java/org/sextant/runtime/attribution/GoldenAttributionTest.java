package org.sextant.runtime.attribution;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.testing.GoldenModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Scores in models whose weights follow a rule, against those printed for them (METHODS.md 1.10), within 1e-4.
class GoldenAttributionTest {
    private static final List<Integer> CLEAN = List.of(1, 5, 9, 2, 7, 3, 8, 4, 6, 0, 11, 13);
    private static final List<Integer> CORRUPT = List.of(1, 5, 9, 12, 7, 3, 8, 10, 6, 0, 11, 13);
    private static final Set<NodeKind> KINDS = EnumSet.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.MLP_OUT,
            NodeKind.HEAD, NodeKind.NEURON);
    private static final int ALL_NEURONS = 100_000;
    private static final double TOLERANCE = 1e-4;

    /// The rules under the names that the golden file has for them.
    private static final Map<String, RelevanceRules> METHODS = Map.of("AtP", RelevanceRules.NONE, "RelP_LN",
            RelevanceRules.of(Set.of(Rule.LN)), "RelP_LN_ID_HALF", RelevanceRules.RELP, "RelP_LN_ID_HALF_AH",
            RelevanceRules.of(Set.of(Rule.LN, Rule.IDENTITY, Rule.HALF, Rule.AH)));

    @TempDir
    private Path folder;

    static ContrastIds pair() {
        return new ContrastIds(CLEAN, CORRUPT, PositionMap.exact(12, 12),
                Observable.difference(List.of(3), List.of(14)));
    }

    @BeforeAll
    static void oneThread() {
        Backend.shareThreads(0);
    }

    private OpenTransformer open(String name) {
        GoldenModel.write(name, folder);
        return OpenTransformer.of(folder, DataType.FLOAT32);
    }

    @ParameterizedTest
    @CsvSource({"gpt2,AtP", "gpt2,RelP_LN", "gpt2,RelP_LN_ID_HALF", "gpt2,RelP_LN_ID_HALF_AH", "llama,AtP",
        "llama,RelP_LN", "llama,RelP_LN_ID_HALF", "llama,RelP_LN_ID_HALF_AH"})
    void everyNodeOfAGradientMethodHasItsPrintedScore(String name, String method) {
        JsonNode golden = GoldenModel.numbers("methods/attrib").get(name);
        try (OpenTransformer open = open(name)) {
            for (PatchDirection direction : PatchDirection.values()) {
                GradientAttribution attribution = new GradientAttribution(open.model(), METHODS.get(method), KINDS,
                        Optional.empty(), PassChanges.NONE, ALL_NEURONS);
                PairScores scores = attribution.of(List.of(pair()), direction, (_, _) -> {}).getFirst();

                boolean denoising = direction == PatchDirection.DENOISING;
                String suffix = denoising ? "_denoise" : "_noise";
                String key = method.equals("AtP") ? "AtP" + suffix : method.replace("RelP", "RelP" + suffix);
                double clean = denoising ? scores.observedPatch() : scores.observedBase();
                assertThat(clean).isCloseTo(golden.get("metric_clean").asDouble(), within(TOLERANCE));
                for (NodeMap map : scores.maps()) {
                    assertMap(map, golden.get(key).get(map.kind().id()));
                }
                assertThat(scores.maps()).hasSize(4);
                assertLastNeurons(scores.strongest(), golden.get(key).get("neuron_last"));
            }
        }
    }

    static void assertMap(NodeMap map, JsonNode expected) {
        for (int layer = 0; layer < map.layers(); layer++) {
            for (int head = 0; head < map.heads(); head++) {
                JsonNode row = map.kind() == NodeKind.HEAD ? expected.get(layer).get(head) : expected.get(layer);
                assertThat(row).hasSize(map.positions());
                for (int position = 0; position < map.positions(); position++) {
                    assertThat((double) map.value(layer, head, position))
                            .as("%s layer %d head %d position %d", map.kind(), layer, head, position)
                            .isCloseTo(row.get(position).asDouble(), within(TOLERANCE));
                }
            }
        }
    }

    /// A neuron that is not listed has a score of 0.
    private static void assertLastNeurons(List<ScoredNode> strongest, JsonNode expected) {
        for (int layer = 0; layer < expected.size(); layer++) {
            for (int neuron = 0; neuron < expected.get(layer).size(); neuron++) {
                PatchCell cell = new PatchCell(NodeKind.NEURON, layer, neuron, CLEAN.size() - 1);
                double score = strongest.stream().filter(node -> node.cell().equals(cell))
                        .mapToDouble(ScoredNode::score).sum();
                assertThat(score).as("%s", cell).isCloseTo(expected.get(layer).get(neuron).asDouble(),
                        within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attn", "cp"})
    void everyTokenHasItsPrintedRelevance(String method) {
        JsonNode golden = GoldenModel.numbers("methods/attrib2").get("attnlrp_" + method);
        RelevanceRules rules = method.equals("attn") ? RelevanceRules.ATTN_LRP : RelevanceRules.CP_LRP;
        try (OpenTransformer open = open("llama")) {
            Observable target = Observable.difference(List.of(golden.get("target").asInt()), List.of());
            PairScores scores = new GradientAttribution(open.model(), rules, Set.of(NodeKind.TOKEN), Optional.empty(),
                    PassChanges.NONE, 0).ofTokens(List.of(CLEAN), List.of(target), (_, _) -> {}).getFirst();

            assertThat(scores.observedBase()).isCloseTo(golden.get("logit").asDouble(), within(TOLERANCE));
            for (int position = 0; position < CLEAN.size(); position++) {
                assertThat((double) scores.maps().getFirst().value(0, 0, position))
                        .isCloseTo(golden.get("R").get(position).asDouble(), within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama"})
    void everyPatchedNodeHasItsPrintedEffect(String name) {
        JsonNode golden = GoldenModel.numbers("methods/attrib").get(name);
        try (OpenTransformer open = open(name)) {
            for (PatchDirection direction : PatchDirection.values()) {
                JsonNode expected = golden.get(direction == PatchDirection.DENOISING ? "AP_denoise" : "AP_noise");
                for (NodeKind kind : List.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.MLP_OUT, NodeKind.HEAD)) {
                    assertMap(PatchedMaps.of(open.model(), pair(), direction, kind, 7), expected.get(kind.id()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama"})
    void integratedGradientsOfTheInputAreThePrintedOnes(String name) {
        JsonNode golden = GoldenModel.numbers("methods/attrib2").get(name + "_IG");
        try (OpenTransformer open = open(name)) {
            PairScores scores = new PathGradients(open.model(), Set.of(NodeKind.RESID_PRE), Optional.empty(),
                    PassChanges.NONE, 50, 16, 0).of(pair(), PatchDirection.DENOISING, (_, _) -> {});

            NodeMap map = scores.maps().getFirst();
            double sum = 0;
            for (int position = 0; position < CLEAN.size(); position++) {
                assertThat((double) map.value(0, 0, position)).isCloseTo(golden.get(position).asDouble(),
                        within(TOLERANCE));
                sum += map.value(0, 0, position);
            }
            assertThat(sum).isCloseTo(scores.observedPatch() - scores.observedBase(), within(1e-3));
        }
    }
}
