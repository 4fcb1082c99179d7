package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.Numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Experts that are switched off or weighed otherwise, on routers of every kind.
class ExpertGainTest {
    private static final int LAYER = 1;
    private static final Prompt PROMPT = OpenFixture.ids(5, 9, 2, 7, 11, 3);
    private static final String INDICES = "blocks.1.mlp.hook_expert_indices";
    private static final String WEIGHTS = "blocks.1.mlp.hook_expert_weights";

    private static final List<ExpertGain.Mode> NEUTRAL = List.of(ExpertGain.Mode.MASK, ExpertGain.Mode.ZERO,
            ExpertGain.Mode.ZERO_RENORM);

    private static RunResult run(OpenFixture open, ExpertGain... gains) {
        return open.answer(new RunRequest(PROMPT, List.of(INDICES, WEIGHTS), 1, true,
                new SteeringPlan(List.of(), List.of(gains))));
    }

    private static int mostChosen(RunResult run, int experts) {
        int[] counts = new int[experts];
        for (float expert : run.sites().get(INDICES).toArray()) {
            counts[(int) expert]++;
        }
        int best = 0;
        for (int expert = 0; expert < experts; expert++) {
            best = counts[expert] > counts[best] ? expert : best;
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/mixtral", "v4/olmoe", "v4/qwen2_moe", "v5/qwen3_moe", "v5/deepseek_v2",
        "v5/deepseek_v3", "v5/gpt_oss"})
    void aMaskedExpertIsNeverChosenAndTheOthersStayInOrder(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            RunResult plain = run(open);
            int off = mostChosen(plain, open.model().card().experts().orElseThrow().count());
            RunResult masked = run(open, ExpertGain.off(LAYER, off));
            float[] before = plain.sites().get(INDICES).toArray();
            float[] after = masked.sites().get(INDICES).toArray();
            int chosen = plain.sites().get(INDICES).size(-1);

            assertThat(before).contains(off);
            assertThat(after).doesNotContain(off);
            for (int token = 0; token < before.length / chosen; token++) {
                List<Float> left = new ArrayList<>();
                for (int rank = 0; rank < chosen; rank++) {
                    if (before[token * chosen + rank] != off) {
                        left.add(before[token * chosen + rank]);
                    }
                }
                // An expert that is off counts in no group, so that others may be among the best groups.
                for (int rank = 0; rank < left.size() && !fixture.equals("v5/deepseek_v3"); rank++) {
                    assertThat(after[token * chosen + rank]).isEqualTo(left.get(rank));
                }
            }
            assertThat(masked.logits().orElseThrow().toArray()).isNotEqualTo(plain.logits().orElseThrow().toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/mixtral", "v5/qwen3_moe", "v5/deepseek_v3", "v5/gpt_oss"})
    void aGainMultipliesTheWeightAndMayKeepTheSum(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            RunResult plain = run(open);
            int expert = mostChosen(plain, open.model().card().experts().orElseThrow().count());
            RunResult halved = run(open, new ExpertGain(LAYER, expert, 0.5, ExpertGain.Mode.ZERO));
            RunResult kept = run(open, new ExpertGain(LAYER, expert, 0.5, ExpertGain.Mode.ZERO_RENORM));
            float[] indices = plain.sites().get(INDICES).toArray();
            float[] weights = plain.sites().get(WEIGHTS).toArray();
            float[] changed = halved.sites().get(WEIGHTS).toArray();
            float[] renormed = kept.sites().get(WEIGHTS).toArray();
            int chosen = plain.sites().get(INDICES).size(-1);

            assertThat(halved.sites().get(INDICES).toArray()).isEqualTo(indices);
            for (int token = 0; token < indices.length / chosen; token++) {
                double sum = 0;
                double left = 0;
                for (int i = token * chosen; i < (token + 1) * chosen; i++) {
                    sum += weights[i];
                    left += changed[i];
                    assertThat(changed[i]).isEqualTo(indices[i] == expert ? 0.5f * weights[i] : weights[i]);
                }
                for (int i = token * chosen; i < (token + 1) * chosen; i++) {
                    assertThat(renormed[i]).isCloseTo((float) (changed[i] * sum / left), within(1e-6f));
                }
            }
        }
    }

    /// Where too few would be left to choose from, experts that are off get the weight 0; the provenance says so.
    @ParameterizedTest
    @ValueSource(strings = {"v4/mixtral", "v4/olmoe", "v4/qwen2_moe", "v5/qwen3_moe", "v5/deepseek_v2",
        "v5/deepseek_v3", "v5/gpt_oss"})
    void whereTooFewAreLeftTheirWeightIsZero(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            int experts = open.model().card().experts().orElseThrow().count();
            ExpertGain[] all = IntStream.range(0, experts)
                    .mapToObj(expert -> ExpertGain.off(LAYER, expert)).toArray(ExpertGain[]::new);
            RunResult none = run(open, all);
            assertThat(none.sites().get(INDICES).toArray()).isEqualTo(run(open).sites().get(INDICES).toArray());
            assertThat(none.sites().get(WEIGHTS).toArray()).containsOnly(0);
            assertThat(none.provenance().settings())
                    .anyMatch(setting -> setting.startsWith("note=") && setting.contains("no expert keeps any weight"));

            RunResult but = run(open, Arrays.copyOfRange(all, 1, experts));
            assertThat(Numbers.largest(but.logits().orElseThrow().toArray())).isPositive();
            assertThat(but.provenance().settings())
                    .anyMatch(setting -> setting.startsWith("note=") && setting.contains((experts - 1) + " masked"));
        }
    }

    /// Also where all that a token gets is off, and its weights cannot be brought back to a sum.
    @ParameterizedTest
    @EnumSource
    void nothingIsEverNoNumber(ExpertGain.Mode mode) {
        try (OpenFixture open = OpenFixture.of("v5/deepseek_v3")) {
            int experts = open.model().card().experts().orElseThrow().count();
            int count = mode == ExpertGain.Mode.FORCE ? 2 : experts;
            RunResult none = run(open, IntStream.range(0, count)
                    .mapToObj(expert -> new ExpertGain(LAYER, expert, 0, mode)).toArray(ExpertGain[]::new));
            assertThat(none.sites().get(WEIGHTS).toArray()).containsOnly(0);
            assertThat(Numbers.largest(none.logits().orElseThrow().toArray())).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/mixtral", "v4/olmoe", "v4/qwen2_moe", "v5/qwen3_moe", "v5/deepseek_v2",
        "v5/deepseek_v3", "v5/gpt_oss"})
    void neutralGainsOfAllExpertsChangeNoBit(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            int experts = open.model().card().experts().orElseThrow().count();
            ExpertGain[] neutral = IntStream.range(0, experts)
                    .mapToObj(expert -> new ExpertGain(LAYER, expert, 1, NEUTRAL.get(expert % NEUTRAL.size())))
                    .toArray(ExpertGain[]::new);
            assertThat(run(open, neutral).logits().orElseThrow().toArray())
                    .isEqualTo(run(open).logits().orElseThrow().toArray());
        }
    }

    @Test
    void aForcedExpertSeesEveryToken() {
        try (OpenFixture open = OpenFixture.of("v4/olmoe")) {
            float[] chosen = run(open, ExpertGain.forced(LAYER, 3)).sites().get(INDICES).toArray();
            for (int token = 0; token < chosen.length / 2; token++) {
                assertThat(new float[]{chosen[2 * token], chosen[2 * token + 1]}).contains(3).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void moreForcedExpertsThanATokenGetsAreRefused() {
        try (OpenFixture open = OpenFixture.of("v4/mixtral")) {
            assertThatThrownBy(() -> run(open, ExpertGain.forced(LAYER, 0), ExpertGain.forced(LAYER, 1),
                    ExpertGain.forced(LAYER, 2))).isInstanceOf(SteeringException.class)
                    .hasMessageContaining("3 experts are forced and a token gets 2").hasMessageContaining("block 1");
            assertThat(run(open, ExpertGain.forced(LAYER, 0), ExpertGain.forced(LAYER, 1), ExpertGain.forced(0, 2))
                    .sites().get(INDICES).toArray()).containsOnly(0, 1);
        }
    }
}
