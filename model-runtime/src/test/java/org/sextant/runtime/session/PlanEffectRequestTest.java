package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.PlanEffectRequest.Group;
import org.sextant.runtime.session.PlanEffectRequest.Question;
import org.sextant.runtime.session.PlanEffectResult.Answer;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.LogProbabilities;
import org.sextant.runtime.steering.RefusalScore;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Plans on a fixture without a tokenizer, where an answer reads `#7 #3`: against the requests that ask for one prompt at a
/// time, logits within 1e-4.
class PlanEffectRequestTest {
    private static final double TOLERANCE = 1e-4;
    private static final int NEW_TOKENS = 4;
    private static final Arm PLAIN = new Arm("plain", SteeringPlan.NONE);
    private static final Arm ONE_OFF = new Arm("one off", new SteeringPlan(List.of(), List.of(ExpertGain.off(1, 2))));
    private static final List<Prompt> PROMPTS = List.of(OpenFixture.ids(5, 9, 2, 7), OpenFixture.ids(1, 2),
            OpenFixture.ids(3, 3, 8, 4), OpenFixture.ids(6, 1, 2, 9), OpenFixture.ids(4, 8));

    private static PlanEffectRequest request(String phrase, Arm... arms) {
        return new PlanEffectRequest(List.of(arms), List.of(new Group("asked", PROMPTS)),
                new RefusalRule(List.of(phrase), RefusalRule.Place.ANYWHERE, NEW_TOKENS,
                        List.of(OpenFixture.ids(7), OpenFixture.ids(11))),
                List.of(), List.of());
    }

    private static String text(OpenFixture open, Prompt prompt, SteeringPlan plan) {
        GenerateResult one = open.answer(new GenerateRequest(prompt, NEW_TOKENS, Sampling.GREEDY, plan));
        return String.join(" ", one.continuation().stream().map(token -> "#" + token.id()).toList());
    }

    private static float[] next(OpenFixture open, Prompt prompt, SteeringPlan plan) {
        TensorValue logits = open.answer(new RunRequest(prompt, List.of(), 1, true, plan)).logits().orElseThrow();
        return logits.slice(logits.length() - logits.size(-1), logits.size(-1));
    }

    /// Prompts of two lengths stand in no order; each gets its own answer.
    @ParameterizedTest
    @ValueSource(strings = {"v5/qwen3_moe", "v5/deepseek_v3"})
    void answersAndScoresAreThoseOfPromptsAskedOneByOne(String fixture) {
        try (OpenFixture open = OpenFixture.of(fixture)) {
            PlanEffectResult result = open.answer(request("#", PLAIN, ONE_OFF));
            List<Arm> asked = List.of(PLAIN, ONE_OFF);
            for (int number = 0; number < asked.size(); number++) {
                Arm arm = asked.get(number);
                List<Answer> answers = result.arms().get(number).group("asked").answers();
                for (int i = 0; i < PROMPTS.size(); i++) {
                    assertThat(answers.get(i).text()).isEqualTo(text(open, PROMPTS.get(i), arm.plan()));
                    assertThat(answers.get(i).score()).isCloseTo(
                            new RefusalScore(Set.of(7, 11)).of(next(open, PROMPTS.get(i), arm.plan())),
                            within(TOLERANCE));
                }
            }
        }
    }

    @Test
    void sharesAndTheirChangesAreCountedPromptByPrompt() {
        try (OpenFixture open = OpenFixture.of("v5/qwen3_moe")) {
            // What the plan makes of the first prompt is what counts as a refusal.
            String phrase = text(open, PROMPTS.getFirst(), ONE_OFF.plan());
            List<ArmEffect> arms = open.answer(request(phrase, PLAIN, ONE_OFF)).arms();
            double[] plain = refused(arms.get(0));
            double[] off = refused(arms.get(1));

            assertThat(off[0]).isEqualTo(1);
            assertThat(arms.get(0).group("asked").refused().change()).isEmpty();
            assertThat(arms.get(1).group("asked").refused().value()).isEqualTo(Estimates.share(off));
            assertThat(arms.get(1).group("asked").refused().change()).contains(Estimates.mean(
                    IntStream.range(0, off.length).mapToDouble(i -> off[i] - plain[i]).toArray()));
        }
    }

    private static double[] refused(ArmEffect arm) {
        return arm.group("asked").answers().stream().mapToDouble(answer -> answer.refused() ? 1 : 0).toArray();
    }

    @Test
    void questionsAreRightWhereTheAnswerIsLikeliestOrLikelierThanTheWrongOne() {
        try (OpenFixture open = OpenFixture.of("v5/qwen3_moe")) {
            List<Question> questions = new ArrayList<>();
            for (Prompt prompt : PROMPTS) {
                float[] logits = next(open, prompt, SteeringPlan.NONE);
                int best = IntStream.range(0, logits.length).reduce((a, b) -> logits[b] > logits[a] ? b : a).getAsInt();
                int other = best == 0 ? 1 : 0;
                questions.add(new Question("best", prompt, OpenFixture.ids(best), Optional.empty()));
                questions.add(new Question("not best", prompt, OpenFixture.ids(other), Optional.empty()));
                questions.add(new Question("over", prompt, OpenFixture.ids(best),
                        Optional.of(OpenFixture.ids(other))));
            }
            ArmEffect plain = open.answer(new PlanEffectRequest(List.of(PLAIN), List.of(), RefusalRule.USUAL,
                    questions, List.of())).arms().getFirst();

            assertThat(plain.tasks()).extracting(task -> task.accuracy().value().value()).containsExactly(1.0, 0.0,
                    1.0);
            assertThat(plain.accuracy().orElseThrow().value().value()).isCloseTo(2 / 3.0, within(1e-12));
            assertThat(plain.loss()).isEmpty();
        }
    }

    @Test
    void theLossIsThatOfTheTextsTokenByToken() {
        try (OpenFixture open = OpenFixture.of("v5/qwen3_moe")) {
            List<ArmEffect> arms = open.answer(new PlanEffectRequest(List.of(PLAIN, ONE_OFF), List.of(),
                    RefusalRule.USUAL, List.of(), PROMPTS)).arms();
            double sum = 0;
            int count = 0;
            for (Prompt prompt : PROMPTS) {
                List<Integer> ids = ((Prompt.Ids) prompt).ids();
                TensorValue logits = open.answer(new RunRequest(prompt, List.of(), 1, true)).logits().orElseThrow();
                int vocabulary = logits.size(-1);
                for (int i = 0; i + 1 < ids.size(); i++) {
                    sum -= LogProbabilities.of(logits.slice(i * vocabulary, vocabulary)).log(ids.get(i + 1));
                    count++;
                }
            }
            assertThat(arms.getFirst().loss().orElseThrow().value().value()).isCloseTo(sum / count, within(TOLERANCE));
            Estimate change = arms.getLast().loss().orElseThrow().change().orElseThrow();
            assertThat(change.value()).isCloseTo(arms.getLast().loss().orElseThrow().value().value() - sum / count,
                    within(TOLERANCE)).isNotZero();
        }
    }

    @Test
    void whatIsDoneOtherwiseThanAskedIsSaidOfItsPlanAlone() {
        try (OpenFixture open = OpenFixture.of("v4/mixtral")) {
            SteeringPlan all = new SteeringPlan(List.of(), IntStream.range(0, 4)
                    .mapToObj(expert -> ExpertGain.off(1, expert)).toList());
            PlanEffectResult result = open.answer(request("#", PLAIN, new Arm("all off", all)));
            assertThat(result.arms().getFirst().notes()).isEmpty();
            assertThat(result.arms().getLast().notes()).singleElement().asString().contains("block 1");
            assertThat(result.provenance().settings())
                    .anyMatch(setting -> setting.startsWith("plan=all off: ") && setting.contains("note="));
        }
    }

    @Test
    void itTellsHowFarItIsAndCanBeCancelled() {
        try (OpenFixture open = OpenFixture.of("v5/qwen3_moe")) {
            RecordingContext context = new RecordingContext();
            open.answer(request("#", PLAIN, ONE_OFF), context);
            List<Update.Progress> told = context.updates(Update.Progress.class);
            assertThat(told).hasSize(4).last().satisfies(last -> assertThat(last.done()).isEqualTo(last.total()));

            RecordingContext cancelled = new RecordingContext(0);
            assertThatThrownBy(() -> open.answer(request("#", PLAIN), cancelled))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void whatCannotBeMeasuredIsRefusedBeforeAnythingRuns() {
        try (OpenFixture open = OpenFixture.of("v5/qwen3_moe")) {
            Arm misfit = new Arm("misfit", new SteeringPlan(
                    List.of(Edit.add("blocks.0.hook_resid_post", new float[]{1}, 1))));
            RecordingContext context = new RecordingContext();
            assertThatThrownBy(() -> open.answer(request("#", PLAIN, misfit), context))
                    .isInstanceOf(SteeringException.class);
            assertThat(context.updates(Update.Progress.class)).isEmpty();
        }
        assertThatThrownBy(() -> request("#", PLAIN, PLAIN)).isInstanceOf(RequestException.class)
                .hasMessageContaining("two plans have one name");
        assertThatThrownBy(() -> request("#")).isInstanceOf(RequestException.class).hasMessageContaining("no plan");
        assertThatThrownBy(() -> new PlanEffectRequest(List.of(PLAIN), List.of(), RefusalRule.USUAL, List.of(),
                List.of())).isInstanceOf(RequestException.class).hasMessageContaining("nothing to measure");
    }
}
