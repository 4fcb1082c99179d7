package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Experts that are switched off or weighed otherwise, on routers of every kind.
class ExpertGainTest {
    private static final int LAYER = 1;
    private static final Prompt PROMPT = OpenFixture.ids(5, 9, 2, 7, 11, 3);
    private static final String INDICES = "blocks.1.mlp.hook_expert_indices";
    private static final String WEIGHTS = "blocks.1.mlp.hook_expert_weights";

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

    /// Where too few would be left to choose from, experts that are off get the weight 0.
    @Test
    void whereTooFewAreLeftTheirWeightIsZero() {
        try (OpenFixture open = OpenFixture.of("v4/mixtral")) {
            int experts = open.model().card().experts().orElseThrow().count();
            ExpertGain[] all = IntStream.range(0, experts)
                    .mapToObj(expert -> ExpertGain.off(LAYER, expert)).toArray(ExpertGain[]::new);
            RunResult none = run(open, all);
            assertThat(none.sites().get(INDICES).toArray()).isEqualTo(run(open).sites().get(INDICES).toArray());
            assertThat(none.sites().get(WEIGHTS).toArray()).containsOnly(0);
        }
    }

    @Test
    void aNeutralGainChangesNoBit() {
        try (OpenFixture open = OpenFixture.of("v5/deepseek_v3")) {
            RunResult neutral = run(open, new ExpertGain(LAYER, 0, 1, ExpertGain.Mode.ZERO_RENORM));
            assertThat(neutral.logits().orElseThrow().toArray()).isEqualTo(run(open).logits().orElseThrow().toArray());
        }
    }
}
