package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.ExpertLoadResult.PromptLoad;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.Numbers;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Where tokens go, against the reference's routers and sums in Java.
class RoutingRequestTest {
    private static final double TOLERANCE = 1e-5;
    private static final Prompt PROMPT = OpenFixture.ids(5, 9, 2, 7, 11, 3);
    private static final Prompt OTHER = OpenFixture.ids(4, 4, 8);

    @ParameterizedTest
    @ValueSource(strings = {"v4/mixtral", "v4/olmoe", "v4/qwen2_moe", "v4/qwen3_moe", "v5/qwen3_moe",
        "v5/deepseek_v2", "v5/deepseek_v3", "v5/gpt_oss"})
    void routersSayWhatThoseOfTheReferenceSay(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        try (OpenFixture open = OpenFixture.of(fixture)) {
            Prompt.Ids prompt = OpenFixture.prompt(reference);
            RoutingResult routing = open.answer(new RoutingRequest(prompt));
            RunResult run = open.answer(new RunRequest(prompt, List.of("blocks.*.mlp.*"), 1, false));

            assertThat(routing.layers()).isNotEmpty();
            assertThat(routing.layers().stream().map(RoutedLayer::layer))
                    .isEqualTo(open.model().card().experts().orElseThrow().layers());
            assertThat(routing.tokens()).hasSize(prompt.ids().size());
            for (RoutedLayer layer : routing.layers()) {
                String block = "blocks." + layer.layer() + ".mlp.";
                String name = "router_logits." + layer.layer();
                // The reference keeps the rows of a whole batch.
                if (reference.contains(name)) {
                    Numbers.assertClose(layer.logits().toArray(),
                            Arrays.copyOf(reference.floats(name), layer.logits().length()), TOLERANCE);
                }
                assertThat(layer.logits().toArray())
                        .isEqualTo(run.sites().get(block + "hook_router_logits").toArray());
                assertThat(layer.chosen().toArray())
                        .isEqualTo(run.sites().get(block + "hook_expert_indices").toArray());
                assertThat(layer.weights().toArray())
                        .isEqualTo(run.sites().get(block + "hook_expert_weights").toArray());
                assertThat(layer.sharedShare().isPresent())
                        .isEqualTo(run.sites().containsKey(block + "hook_shared_out"));
                layer.sharedShare().ifPresent(share -> assertShares(share, run.sites().get(block + "hook_shared_out"),
                        run.sites().get(block + "hook_out")));
            }
        }
    }

    private static void assertShares(TensorValue shares, TensorValue shared, TensorValue whole) {
        int width = shared.size(-1);
        for (int position = 0; position < shares.length(); position++) {
            double share = length(shared.slice(position * width, width))
                    / length(whole.slice(position * width, width));
            assertThat((double) shares.at(position)).isCloseTo(share, within(TOLERANCE * share));
        }
    }

    private static double length(float[] row) {
        return Math.sqrt(IntStream.range(0, row.length).mapToDouble(i -> (double) row[i] * row[i]).sum());
    }

    @Test
    void weightsOfARouterThatDoesNotRenormaliseAreItsProbabilities() {
        try (OpenFixture open = OpenFixture.of("v4/olmoe")) {
            for (RoutedLayer layer : open.answer(new RoutingRequest(PROMPT)).layers()) {
                for (int position = 0; position < layer.positions(); position++) {
                    float[] probabilities = layer.probabilities(position);
                    assertThat(IntStream.range(0, probabilities.length).mapToDouble(i -> probabilities[i]).sum())
                            .isCloseTo(1, within(1e-6));
                    assertThat(layer.weight(position, 0)).isCloseTo(probabilities[layer.expert(position, 0)],
                            within(1e-6f));
                    assertThat(layer.entropy(position)).isCloseTo(-IntStream.range(0, probabilities.length)
                            .mapToDouble(i -> probabilities[i] * Math.log(probabilities[i])).sum(), within(1e-6));
                }
            }
        }
    }

    /// The sigmoids of DeepSeek-V3 do not sum to 1: its weights are theirs by their sum, times 2.5.
    @Test
    void probabilitiesOfASigmoidRouterMakeItsWeights() {
        try (OpenFixture open = OpenFixture.of("v5/deepseek_v3")) {
            for (RoutedLayer layer : open.answer(new RoutingRequest(PROMPT)).layers()) {
                for (int position = 0; position < layer.positions(); position++) {
                    float[] own = layer.probabilities(position);
                    int at = position;
                    double sum = IntStream.range(0, layer.chosen().size(1))
                            .mapToDouble(rank -> own[layer.expert(at, rank)])
                            .sum();
                    assertThat((double) layer.weight(position, 1))
                            .isCloseTo(own[layer.expert(position, 1)] / sum * 2.5, within(TOLERANCE));
                    assertThat(layer.entropy(position)).isBetween(0.0, Math.log(own.length));
                }
            }
        }
    }

    @Test
    void theTokensThatContinueAPromptAreRoutedAsIfTheyHadBeenTyped() {
        try (OpenFixture open = OpenFixture.of("v5/qwen3_moe")) {
            RoutingResult continued = open.answer(new RoutingRequest(PROMPT, 5, SteeringPlan.NONE));
            GenerateResult generated = open.answer(new GenerateRequest(PROMPT, 5, Sampling.GREEDY));
            List<Integer> whole = continued.tokens().stream().map(Token::id).toList();
            RoutingResult typed = open.answer(new RoutingRequest(new Prompt.Ids(whole)));

            assertThat(continued.promptTokens()).isEqualTo(6);
            assertThat(whole).hasSize(6 + 4);
            assertThat(whole.subList(6, 10))
                    .isEqualTo(generated.continuation().stream().map(Token::id).limit(4).toList());
            for (int layer = 0; layer < typed.layers().size(); layer++) {
                assertThat(continued.layers().get(layer).chosen().toArray())
                        .isEqualTo(typed.layers().get(layer).chosen().toArray());
                Numbers.assertClose(continued.layers().get(layer).logits().toArray(),
                        typed.layers().get(layer).logits().toArray(), TOLERANCE);
            }
        }
    }

    @Test
    void aMaskChangesWhoIsChosenAndNotWhatTheRouterSaid() {
        try (OpenFixture open = OpenFixture.of("v4/mixtral")) {
            RoutingResult plain = open.answer(new RoutingRequest(PROMPT));
            int off = plain.layers().getFirst().expert(0, 0);
            RoutingResult masked = open.answer(new RoutingRequest(PROMPT, 0,
                    new SteeringPlan(List.of(), List.of(ExpertGain.off(0, off)))));

            assertThat(masked.layers().getFirst().logits().toArray())
                    .isEqualTo(plain.layers().getFirst().logits().toArray());
            assertThat(masked.layers().getFirst().chosen().toArray()).doesNotContain(off);
            assertThat(masked.provenance().settings()).anyMatch(setting -> setting.contains("expert " + off));
        }
    }

    @Test
    void loadsAreTheTokensAndWeightsThatExpertsHave() {
        try (OpenFixture open = OpenFixture.of("v4/mixtral")) {
            List<Prompt> prompts = List.of(PROMPT, OTHER);
            ExpertLoadResult tokens = open.answer(
                    new ExpertLoadRequest(prompts, Span.PROMPT, Measure.TOKENS, false, 0, SteeringPlan.NONE));
            ExpertLoadResult shares = open.answer(
                    new ExpertLoadRequest(prompts, Span.PROMPT, Measure.WEIGHTS, true, 0, SteeringPlan.NONE));

            for (int prompt = 0; prompt < prompts.size(); prompt++) {
                RoutingResult routing = open.answer(new RoutingRequest(prompts.get(prompt)));
                PromptLoad counted = tokens.prompts().get(prompt);
                assertThat(counted.tokens()).isEqualTo(routing.tokens().size());
                assertThat(counted.response()).isEmpty();
                assertThat(counted.load().toArray()).isEqualTo(sums(routing, 0, counted.tokens(), false));
                float[] weights = sums(routing, 0, counted.tokens(), true);
                for (int i = 0; i < weights.length; i++) {
                    assertThat(shares.prompts().get(prompt).load().flat(i))
                            .isCloseTo(weights[i] / counted.tokens(), within(1e-6f));
                }
            }
        }
    }

    @Test
    void generatedTokensCountByThemselvesAndTheirTextIsKept() {
        try (OpenFixture open = OpenFixture.of("v5/qwen3_moe")) {
            RoutingResult routing = open.answer(new RoutingRequest(PROMPT, 5, SteeringPlan.NONE));
            PromptLoad generated = open.answer(new ExpertLoadRequest(List.of(PROMPT), Span.GENERATED, Measure.TOKENS,
                    false, 5, SteeringPlan.NONE)).prompts().getFirst();
            PromptLoad all = open.answer(new ExpertLoadRequest(List.of(PROMPT), Span.ALL, Measure.TOKENS, false, 5,
                    SteeringPlan.NONE)).prompts().getFirst();

            assertThat(generated.tokens()).isEqualTo(4);
            assertThat(generated.load().toArray()).isEqualTo(sums(routing, 6, 10, false));
            assertThat(all.load().toArray()).isEqualTo(sums(routing, 0, 10, false));
        }
    }

    /// `[layer, expert]` by going through positions and ranks.
    private static float[] sums(RoutingResult routing, int from, int to, boolean weights) {
        List<Float> sums = new ArrayList<>();
        for (RoutedLayer layer : routing.layers()) {
            for (int expert = 0; expert < routing.experts(); expert++) {
                float sum = 0;
                for (int position = from; position < to; position++) {
                    for (int rank = 0; rank < routing.chosen(); rank++) {
                        sum += layer.expert(position, rank) == expert ? weights ? layer.weight(position, rank) : 1 : 0;
                    }
                }
                sums.add(sum);
            }
        }
        float[] array = new float[sums.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = sums.get(i);
        }
        return array;
    }

    @Test
    void aDenseModelAndRequestsAboutNothingAreRefused() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            assertThatThrownBy(() -> open.answer(new RoutingRequest(PROMPT))).isInstanceOf(RequestException.class)
                    .hasMessageContaining("no experts");
            assertThatThrownBy(() -> open.answer(new ExpertLoadRequest(List.of(PROMPT), Span.PROMPT, Measure.TOKENS,
                    true, 0, SteeringPlan.NONE))).isInstanceOf(RequestException.class);
        }
        assertThatThrownBy(() -> new ExpertLoadRequest(List.of(), Span.PROMPT, Measure.TOKENS, true, 0,
                SteeringPlan.NONE)).isInstanceOf(RequestException.class).hasMessageContaining("no prompt");
        assertThatThrownBy(() -> new ExpertLoadRequest(List.of(PROMPT), Span.GENERATED, Measure.TOKENS, true, 1,
                SteeringPlan.NONE)).isInstanceOf(RequestException.class).hasMessageContaining("2 or more");
        assertThatThrownBy(() -> new RoutingRequest(PROMPT, -1, SteeringPlan.NONE))
                .isInstanceOf(RequestException.class);
    }
}
