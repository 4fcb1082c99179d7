package org.sextant.runtime.session;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.VectorEdit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Two continuations at a time, against each by itself.
class GenerateBesideTest {
    private static final Prompt PROMPT = OpenFixture.ids(5, 9, 2, 7);
    private static final Sampling WILD = new Sampling(1.5, 0, 1, 42);
    private static final int COUNT = 9;

    private static SteeringPlan plan(OpenFixture open, double coefficient) {
        float[] vector = new float[open.model().card().dModel()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) Math.sin(i);
        }
        VectorEdit edit = Edit.add("blocks.1.hook_resid_post", vector, coefficient);
        return new SteeringPlan(List.of(edit));
    }

    private static List<Integer> ids(GenerateResult result) {
        return result.continuation().stream().map(Token::id).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5/llama", "v4/gpt2", "v5/llama_dynamic", "v4/qwen3_moe"})
    void eachIsWhatItWouldBeByItself(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            RequestHandlers handlers = new RequestHandlers(open.model(), MemoryBudget.ofThisMachine());
            SteeringPlan plan = plan(open, 5);
            handlers.steer(plan);
            RecordingContext context = new RecordingContext();
            GenerateBesideResult both = handlers.answer(new GenerateBesideRequest(PROMPT, COUNT, WILD), context);

            assertThat(ids(both.unsteered())).isEqualTo(ids(open.answer(new GenerateRequest(PROMPT, COUNT, WILD))));
            assertThat(ids(both.steered()))
                    .isEqualTo(ids(open.answer(new GenerateRequest(PROMPT, COUNT, WILD, plan))));
            assertThat(both.plans()).hasSameSizeAs(both.steered().continuation()).containsOnly(plan);
            List<Update.Beside> told = context.updates(Update.Beside.class);
            assertThat(told).filteredOn(Update.Beside::steered).extracting(update -> update.token().id())
                    .isEqualTo(ids(both.steered()));
            assertThat(told).filteredOn(update -> !update.steered()).extracting(update -> update.token().id())
                    .isEqualTo(ids(both.unsteered()));
            assertThat(both.steered().provenance().settings()).anyMatch(line -> line.startsWith("edit=add 5.0"));
            assertThat(both.unsteered().provenance().settings()).noneMatch(line -> line.startsWith("edit="));
        }
    }

    /// The plan changes between the third and the fourth token: what is there keeps its keys and values. The same comes
    /// out of one request with edits at the numbers of the positions.
    @Test
    void aPlanThatChangesMidWayActsFromTheNextTokenOn() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            RequestHandlers handlers = new RequestHandlers(open.model(), MemoryBudget.ofThisMachine());
            SteeringPlan weak = plan(open, 1);
            SteeringPlan strong = plan(open, 8);
            handlers.steer(weak);
            AtomicInteger rounds = new AtomicInteger();
            RecordingContext context = new RecordingContext().between(() -> {
                if (rounds.incrementAndGet() == 4) {
                    handlers.steer(strong);
                }
            });
            GenerateBesideResult both = handlers.answer(
                    new GenerateBesideRequest(PROMPT, COUNT, Sampling.GREEDY), context);

            assertThat(both.plans().subList(0, 3)).containsOnly(weak);
            assertThat(both.plans().subList(3, both.plans().size())).containsOnly(strong);
            // Positions 0 to 3 are the prompt; the token drawn third is at 6, and goes through the model under `strong`.
            VectorEdit edit = (VectorEdit) weak.edits().getFirst();
            SteeringPlan byNumber = new SteeringPlan(List.of(
                    moved(edit, 1, List.of(0, 1, 2, 3, 4, 5)),
                    moved(edit, 8, List.of(6, 7, 8, 9, 10, 11, 12))));
            assertThat(ids(both.steered()))
                    .isEqualTo(ids(open.answer(new GenerateRequest(PROMPT, COUNT, Sampling.GREEDY, byNumber))));
        }
    }

    private static VectorEdit moved(VectorEdit edit, double coefficient, List<Integer> positions) {
        return new VectorEdit(edit.site(), edit.operation(), edit.vector(), edit.negativeMean(), coefficient,
                Positions.of(positions));
    }

    @Test
    void itStopsWhenItIsCancelled() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            assertThatThrownBy(() -> open.answer(new GenerateBesideRequest(PROMPT, COUNT, WILD),
                    new RecordingContext(12))).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> open.answer(new GenerateBesideRequest(PROMPT, -1, WILD)))
                    .isInstanceOf(RequestException.class);
        }
    }
}
