package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.HeadEdit;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What is computed from the first changed block on, against whole passes.
class SteerRequestTest {
    private static final Prompt PROMPT = OpenFixture.ids(5, 9, 2, 7, 11);
    private static final int ALL = 1000;

    private static float[] vector(OpenFixture open) {
        Random random = new Random(3);
        float[] vector = new float[open.model().card().dModel()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static SteeringPlan at(OpenFixture open, String site, double coefficient) {
        return new SteeringPlan(List.of(Edit.add(site, vector(open), coefficient)));
    }

    /// Of a whole pass, at the last position.
    private static float[] logits(OpenFixture open, Prompt prompt, SteeringPlan plan) {
        List<Prediction> all = open.answer(new RunRequest(prompt, List.of(), ALL, false, plan)).top();
        float[] logits = new float[all.size()];
        all.forEach(one -> logits[one.id()] = one.logit());
        return logits;
    }

    private static void requireSame(SteerResult result, float[] steered, float[] plain) {
        float largest = 0;
        for (float logit : steered) {
            largest = Math.max(largest, Math.abs(logit));
        }
        assertThat(result.shifts()).hasSize(steered.length);
        for (SteerResult.Shift shift : result.shifts()) {
            assertThat(shift.steeredLogit()).isCloseTo(steered[shift.id()], within(1e-5f * largest));
            assertThat(shift.plainLogit()).isEqualTo(plain[shift.id()]);
        }
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void aPassFromTheFirstChangedBlockIsAWholeOne(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            // One model all along, as in a window: what it keeps must stay right from one plan to the next.
            RequestHandlers handlers = new RequestHandlers(open.model(), MemoryBudget.ofThisMachine());
            float[] plain = logits(open, PROMPT, SteeringPlan.NONE);
            for (int block = open.model().card().layers() - 1; block >= 0; block--) {
                for (SiteKind kind : List.of(SiteKind.RESID_PRE, SiteKind.MLP_OUT, SiteKind.RESID_POST)) {
                    SteeringPlan plan = at(open, new Site(kind, block).name(), 2);
                    SteerResult result = handlers.answer(new SteerRequest(PROMPT, plan, ALL), new RecordingContext());
                    assertThat(result.firstBlock()).isEqualTo(block);
                    requireSame(result, logits(open, PROMPT, plan), plain);
                }
            }
            SteeringPlan first = at(open, "hook_embed", 1);
            requireSame(handlers.answer(new SteerRequest(PROMPT, first, ALL), new RecordingContext()),
                    logits(open, PROMPT, first), plain);
        }
    }

    @Test
    void anotherPromptIsComputedAnew() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            RequestHandlers handlers = new RequestHandlers(open.model(), MemoryBudget.ofThisMachine());
            SteeringPlan plan = at(open, "blocks.1.hook_resid_pre", 1);
            for (Prompt prompt : List.of(PROMPT, OpenFixture.ids(3, 1, 4), PROMPT)) {
                requireSame(handlers.answer(new SteerRequest(prompt, plan, ALL), new RecordingContext()),
                        logits(open, prompt, plan), logits(open, prompt, SteeringPlan.NONE));
            }
        }
    }

    @Test
    void aNeutralPlanGivesThePlainLogitsBitForBit() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SteeringPlan neutral = new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", vector(open), 0),
                    new HeadEdit("blocks.1.attn.hook_z", 0, 1, Positions.ALL)));
            SteerResult result = open.answer(new SteerRequest(PROMPT, neutral, ALL));
            float[] plain = logits(open, PROMPT, SteeringPlan.NONE);
            for (SteerResult.Shift shift : result.shifts()) {
                assertThat(shift.steeredLogit()).isEqualTo(plain[shift.id()]).isEqualTo(shift.plainLogit());
                assertThat(shift.difference()).isZero();
            }
            assertThat(result.divergence()).isZero();
        }
    }

    /// Probabilities, divergence and entropy, counted once more from the logits.
    @Test
    void bothDistributionsAreCompared() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SteeringPlan plan = at(open, "blocks.1.hook_resid_post", 3);
            SteerResult result = open.answer(new SteerRequest(PROMPT, plan, ALL));
            double steered = 0;
            double plain = 0;
            for (SteerResult.Shift shift : result.shifts()) {
                steered += Math.exp(shift.steeredLogit());
                plain += Math.exp(shift.plainLogit());
            }
            double divergence = 0;
            double entropy = 0;
            for (SteerResult.Shift shift : result.shifts()) {
                double p = Math.exp(shift.steeredLogit()) / steered;
                double q = Math.exp(shift.plainLogit()) / plain;
                assertThat((double) shift.steeredProbability()).isCloseTo(p, within(1e-6));
                assertThat((double) shift.plainProbability()).isCloseTo(q, within(1e-6));
                divergence += p * Math.log(p / q);
                entropy -= p * Math.log(p);
            }
            assertThat(result.divergence()).isCloseTo(divergence, within(1e-6)).isPositive();
            assertThat(result.entropy()).isCloseTo(entropy, within(1e-6));
            assertThat(result.shifts()).isSortedAccordingTo(SteerResult.Shift.ORDER);
        }
    }

    @Test
    void theCandidatesOfBothSidesAreShown() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SteeringPlan plan = at(open, "blocks.1.hook_resid_post", 5);
            SteerResult whole = open.answer(new SteerRequest(PROMPT, plan, ALL));
            SteerResult top = open.answer(new SteerRequest(PROMPT, plan, 3));
            List<Integer> wanted = new ArrayList<>(
                    whole.shifts().stream().limit(3).map(SteerResult.Shift::id).toList());
            whole.shifts().stream()
                    .sorted((a, b) -> Float.compare(b.plainProbability(), a.plainProbability())).limit(3)
                    .map(SteerResult.Shift::id).filter(id -> !wanted.contains(id)).forEach(wanted::add);
            assertThat(top.shifts()).extracting(SteerResult.Shift::id).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks.0.hook_resid_post", "blocks.1.hook_resid_post"})
    void picturesAreThoseOfTheSteeredPass(String site) {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SteeringPlan plan = at(open, "blocks.0.hook_resid_post", 4);
            RunResult run = open.answer(new RunRequest(PROMPT, List.of(site), 1, true, plan));
            ActivationsResult norms = open.answer(new ActivationsRequest(PROMPT, site, Statistic.NORM, plan));
            TensorValue values = run.sites().get(site);
            int width = values.size(-1);
            for (int position = 0; position < 5; position++) {
                double squares = 0;
                for (float value : values.slice(position * width, width)) {
                    squares += (double) value * value;
                }
                assertThat((double) norms.rows().getFirst().values().flat(position)).isCloseTo(Math.sqrt(squares),
                        within(1e-5 * Math.sqrt(squares)));
            }
            LensResult lens = open.answer(new LensRequest(PROMPT, 1, plan));
            assertThat(lens.rows().getLast().cells().getLast().top().getFirst().id())
                    .isEqualTo(run.top().getFirst().id());
            assertThat(lens.provenance().settings()).anyMatch(setting -> setting.startsWith("edit=add"));
            assertThat(norms.provenance().settings()).anyMatch(setting -> setting.startsWith("edit=add"));
        }
    }

    @Test
    void aPlanThatDoesNotFitIsRefusedAndTheNextOneWorks() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            RequestHandlers handlers = new RequestHandlers(open.model(), MemoryBudget.ofThisMachine());
            var narrow = new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", new float[]{1}, 1)));
            assertThatThrownBy(() -> handlers.answer(new SteerRequest(PROMPT, narrow, 3), new RecordingContext()))
                    .isInstanceOf(SteeringException.class);
            assertThat(handlers.answer(new SteerRequest(PROMPT, at(open, "blocks.0.hook_resid_post", 1), 3),
                    new RecordingContext()).shifts()).isNotEmpty();
        }
    }
}
