package org.sextant.runtime.session;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LearnDirectionTest {
    private static final Prompt PROMPT = OpenFixture.ids(5, 9, 2, 7);
    private static final List<Prompt> TEXTS = List.of(OpenFixture.ids(3, 8, 4, 6, 12), OpenFixture.ids(7, 7, 1));
    private static final int RAISED = 11;
    private static final int LOWERED = 20;

    private static LearnDirectionRequest request(int layer, int steps, double keeping) {
        return new LearnDirectionRequest(List.of(new LearnDirectionRequest.Contrast(PROMPT, RAISED, LOWERED)), TEXTS,
                layer, steps, 0.05, keeping, 1);
    }

    private static float[] numbers(List<Float> list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }

    /// `log p(raised) − log p(lowered)` after the prompt.
    private static double difference(OpenFixture open, int layer, float[] vector, double coefficient) {
        var plan = new SteeringPlan(List.of(Edit.add("blocks." + layer + ".hook_resid_post", vector, coefficient)));
        TensorValue logits = open.answer(new RunRequest(PROMPT, List.of(), 1, true, plan)).logits().orElseThrow();
        int last = logits.length() - logits.size(-1);
        return logits.flat(last + RAISED) - logits.flat(last + LOWERED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void addedItRaisesWhatItIsToRaiseAndTakenAwayItLowersIt(int layer) {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            var context = new RecordingContext();
            LearnDirectionResult result = open.answer(request(layer, 40, 0.1), context);
            float[] vector = numbers(result.direction());
            double plain = difference(open, layer, vector, 0);
            if (plain < 0) {
                assertThat(difference(open, layer, vector, 1)).isPositive();
            } else {
                assertThat(difference(open, layer, vector, -1)).isNegative();
            }
            assertThat(result.losses()).hasSize(40);
            assertThat(result.losses().getLast()).isLessThan(result.losses().getFirst());
            assertThat(context.updates(Update.Progress.class)).extracting(Update.Progress::stage).contains("Learning");
            assertThat(open.answer(request(layer, 40, 0.1)).direction()).isEqualTo(result.direction());
        }
    }

    /// The first step of Adam goes a rate's length against the sign of each slope.
    @Test
    void theFirstStepFollowsTheSlopeOfTheLoss() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            float[] first = numbers(open.answer(request(0, 1, 0)).direction());
            double plain = difference(open, 0, first, 0);
            int against = plain < 0 ? 1 : -1;
            int checked = 0;
            for (int i = 0; i < first.length; i += 3) {
                float[] unit = new float[first.length];
                unit[i] = 1;
                double slope = against * (difference(open, 0, unit, 0.02) - difference(open, 0, unit, -0.02));
                if (Math.abs(slope) > 1e-3) {
                    assertThat(Math.signum(first[i])).as("number %d", i).isEqualTo((float) Math.signum(slope));
                    checked++;
                }
            }
            assertThat(checked).isGreaterThan(4);
        }
    }

    @Test
    void whatCannotBeLearntIsRefused() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            assertThatThrownBy(() -> open.answer(request(9, 1, 1))).isInstanceOf(RequestException.class)
                    .hasMessageContaining("no block 9");
            var empty = new LearnDirectionRequest(List.of(), TEXTS, 0);
            assertThatThrownBy(() -> open.answer(empty)).isInstanceOf(SteeringException.class)
                    .hasMessageContaining("0 contrasts");
            var unknown = new LearnDirectionRequest(
                    List.of(new LearnDirectionRequest.Contrast(PROMPT, -1, 2)), TEXTS, 0);
            assertThatThrownBy(() -> open.answer(unknown)).isInstanceOf(RequestException.class)
                    .hasMessageContaining("no token -1");
            assertThatThrownBy(() -> open.answer(request(0, 0, 1))).isInstanceOf(SteeringException.class)
                    .hasMessageContaining("0 steps");
        }
    }
}
