package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.VectorEdit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Passes and continuations that a plan changes.
class SteeredRequestTest {
    private static final String SITE = "blocks.1.hook_resid_post";
    private static final Prompt PROMPT = new Prompt.Ids(List.of(5, 9, 2, 7));
    private static final int NEW_TOKENS = 6;

    private static List<Float> vector(int width) {
        Random random = new Random(11);
        return random.doubles(width).mapToObj(value -> (float) (value - 0.5)).toList();
    }

    private static SteeringPlan plan(OpenFixture open, Positions.Kind kind) {
        Positions positions = kind == Positions.Kind.LIST ? Positions.of(List.of(1, 5))
                : new Positions(kind, List.of());
        return new SteeringPlan(
                List.of(new VectorEdit(SITE, Operation.ADD, vector(open.model().card().dModel()), Optional.empty(), 6,
                        positions)));
    }

    private static float[] logits(OpenFixture open, Prompt prompt, SteeringPlan plan) {
        return open.answer(new RunRequest(prompt, List.of(), 1, true, plan)).logits().orElseThrow().toArray();
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void addingShiftsTheSiteByTheVectorAndNothingBeforeIt(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            List<String> sites = List.of("blocks.0.hook_resid_post", SITE);
            SteeringPlan plan = plan(open, Positions.Kind.ALL);
            var plain = open.answer(new RunRequest(PROMPT, sites, 1, true));
            var steered = open.answer(new RunRequest(PROMPT, sites, 1, true, plan));

            assertThat(steered.sites().get(sites.getFirst()).toArray())
                    .isEqualTo(plain.sites().get(sites.getFirst()).toArray());
            float[] before = plain.sites().get(SITE).toArray();
            float[] after = steered.sites().get(SITE).toArray();
            List<Float> vector = ((VectorEdit) plan.edits().getFirst()).vector();
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i]).isCloseTo(before[i] + 6 * vector.get(i % vector.size()),
                        within(1e-5f * Math.max(1, Math.abs(before[i]))));
            }
            assertThat(steered.logits().orElseThrow().toArray()).isNotEqualTo(plain.logits().orElseThrow().toArray());
        }
    }

    @Test
    void aNeutralPlanChangesNoBit() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SteeringPlan neutral = new SteeringPlan(
                    List.of(Edit.add(SITE, new float[open.model().card().dModel()], 0)));
            assertThat(neutral.isNeutral()).isTrue();
            assertThat(logits(open, PROMPT, neutral)).isEqualTo(logits(open, PROMPT, SteeringPlan.NONE));
        }
    }

    /// With a cache, against passes over the whole text at each token.
    @ParameterizedTest
    @EnumSource(value = Positions.Kind.class, names = "LAST", mode = EnumSource.Mode.EXCLUDE)
    void aSteeredContinuationIsThatOfWholePasses(Positions.Kind kind) {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SteeringPlan plan = plan(open, kind);
            List<Integer> continued = open.answer(new GenerateRequest(PROMPT, NEW_TOKENS, Sampling.GREEDY, plan))
                    .continuation().stream().map(Token::id).toList();

            List<Integer> ids = new ArrayList<>(((Prompt.Ids) PROMPT).ids());
            int prompt = ids.size();
            for (int id : continued) {
                int end = ids.size();
                SteeringPlan whole = kind == Positions.Kind.ALL ? plan : byNumber(plan, kind, prompt, end);
                float[] logits = logits(open, new Prompt.Ids(ids), whole);
                int vocabulary = logits.length / end;
                float[] last = Arrays.copyOfRange(logits, logits.length - vocabulary, logits.length);
                assertThat(id).isEqualTo(argmax(last));
                ids.add(id);
            }
            assertThat(continued).isNotEmpty();
        }
    }

    /// The same positions, by their numbers: a pass over a whole text takes all of it for the prompt.
    private static SteeringPlan byNumber(SteeringPlan plan, Positions.Kind kind, int prompt, int end) {
        VectorEdit edit = (VectorEdit) plan.edits().getFirst();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            boolean held = switch (kind) {
                case PROMPT -> i < prompt;
                case GENERATED -> i >= prompt;
                default -> edit.positions().indices().contains(i);
            };
            if (held) {
                positions.add(i);
            }
        }
        return new SteeringPlan(
                List.of(new VectorEdit(edit.site(), edit.operation(), edit.vector(), edit.negativeMean(),
                        edit.coefficient(), Positions.of(positions))));
    }

    private static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /// One vector, a statistic and the lens tell of the same steered pass as the run that captures it; with nothing set
    /// they tell, to the bit, of the model as it is.
    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void everyQuestionSeesTheSteeredPass(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            SteeringPlan plan = plan(open, Positions.Kind.ALL);
            SteeringPlan neutral = new SteeringPlan(
                    List.of(Edit.add(SITE, new float[open.model().card().dModel()], 0)));
            float[] steered = assertTheSameVector(open, plan);
            float[] plain = assertTheSameVector(open, SteeringPlan.NONE);
            assertThat(assertTheSameVector(open, neutral)).isEqualTo(plain);
            assertThat(steered).isNotEqualTo(plain);
            assertThat(lens(open, neutral)).isEqualTo(lens(open, SteeringPlan.NONE));
            assertThat(lens(open, plan)).isNotEqualTo(lens(open, SteeringPlan.NONE));
        }
    }

    /// @return the vector at the last position of the site that the plan changes
    private static float[] assertTheSameVector(OpenFixture open, SteeringPlan plan) {
        RunResult run = open.answer(new RunRequest(PROMPT, List.of(SITE), 1, false, plan));
        TensorValue captured = run.sites().get(SITE);
        int width = captured.size(-1);
        float[] last = captured.slice(captured.length() - width, width);
        InspectResult inspected = open.answer(new InspectRequest(PROMPT, SITE, 3, OptionalInt.empty(), 3, plan));
        assertThat(inspected.values().toArray()).isEqualTo(last);
        assertThat(inspected.provenance().settings()).containsAll(plan.summaries());
        ActivationsResult norms = open.answer(new ActivationsRequest(PROMPT, SITE, Statistic.NORM, plan));
        assertThat(norms.rows().getFirst().values().at(3)).isEqualTo(inspected.statistics().get(Statistic.NORM));
        assertThat(norms.provenance().settings()).containsAll(plan.summaries());
        return last;
    }

    private static List<LensResult.Row> lens(OpenFixture open, SteeringPlan plan) {
        return open.answer(new LensRequest(PROMPT, 3, plan)).rows();
    }

    /// A change behind the vector is of no account to it, and one before it is.
    @Test
    void aVectorSeesTheChangesBeforeItAlone() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SteeringPlan plan = plan(open, Positions.Kind.ALL);
            assertThat(inspected(open, "blocks.0.hook_resid_post", plan))
                    .isEqualTo(inspected(open, "blocks.0.hook_resid_post", SteeringPlan.NONE));
            assertThat(inspected(open, "ln_final.hook_normalized", plan))
                    .isNotEqualTo(inspected(open, "ln_final.hook_normalized", SteeringPlan.NONE));
        }
    }

    private static float[] inspected(OpenFixture open, String site, SteeringPlan plan) {
        return open.answer(new InspectRequest(PROMPT, site, 2, OptionalInt.empty(), 3, plan)).values().toArray();
    }

    @Test
    void aPlanForAnotherModelIsRefused() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            var narrow = new SteeringPlan(List.of(Edit.add(SITE, new float[]{1}, 1)));
            assertThatThrownBy(() -> logits(open, PROMPT, narrow)).isInstanceOf(SteeringException.class)
                    .hasMessageContaining("1 numbers");
            var deeper = new SteeringPlan(List.of(Edit.add("blocks.99.hook_resid_post",
                    new float[open.model().card().dModel()], 1)));
            assertThatThrownBy(() -> logits(open, PROMPT, deeper)).isInstanceOf(SiteException.class)
                    .hasMessageContaining("blocks.99");
        }
    }

    @Test
    void theProvenanceNamesEachEdit() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            var result = open.answer(new RunRequest(PROMPT, List.of(), 1, false, plan(open, Positions.Kind.PROMPT)));
            assertThat(result.provenance().settings())
                    .anyMatch(setting -> setting.startsWith("edit=add 6.0 at " + SITE + ", positions prompt"));
        }
    }
}
