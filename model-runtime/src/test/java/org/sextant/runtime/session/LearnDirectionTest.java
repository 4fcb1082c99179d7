package org.sextant.runtime.session;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.LogProbabilities;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class LearnDirectionTest {
    private static final Prompt PROMPT = OpenFixture.ids(5, 9, 2, 7);
    private static final List<Prompt> TEXTS = List.of(OpenFixture.ids(3, 8, 4, 6, 12), OpenFixture.ids(7, 7, 1));
    private static final int RAISED = 11;
    private static final int LOWERED = 20;

    private static LearnDirectionRequest request(int layer, int steps, double keeping) {
        return request(List.of(ids(RAISED)), List.of(ids(LOWERED)), List.of(layer), steps, keeping);
    }

    private static LearnDirectionRequest request(List<Prompt> raised, List<Prompt> lowered, List<Integer> layers,
            int steps, double keeping) {
        return new LearnDirectionRequest(raised, lowered, HeldOut.NONE, TEXTS, layers,
                new LearnDirectionRequest.Course(steps, 0.05, keeping, 1e9, 1));
    }

    private static Prompt ids(int last) {
        return OpenFixture.ids(5, 9, 2, 7, last);
    }

    private static float[] learnt(OpenFixture open, int layer, int steps, double keeping) {
        return open.answer(request(layer, steps, keeping)).vector().at(layer);
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
            float[] vector = result.vector().at(layer);
            double plain = difference(open, layer, vector, 0);
            if (plain < 0) {
                assertThat(difference(open, layer, vector, 1)).isPositive();
            } else {
                assertThat(difference(open, layer, vector, -1)).isNegative();
            }
            List<Double> losses = result.layers().getFirst().losses();
            assertThat(losses).hasSize(40);
            assertThat(losses.getLast()).isLessThan(losses.getFirst());
            assertThat(context.updates(Update.Progress.class)).extracting(Update.Progress::stage).contains("Learning");
            assertThat(learnt(open, layer, 40, 0.1)).isEqualTo(vector);
        }
    }

    /// The first step of Adam goes a rate's length against the sign of each slope.
    @Test
    void theFirstStepFollowsTheSlopeOfTheLoss() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            float[] first = learnt(open, 0, 1, 0);
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

    /// The figures of the chosen coefficient are those of steered runs of the whole model.
    @Test
    void whatItTurnsAndCostsIsWhatRunsOfTheModelSay() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            List<Prompt> raised = List.of(ids(RAISED), OpenFixture.ids(4, 6, 30), OpenFixture.ids(1, 1, 8));
            List<Prompt> lowered = List.of(ids(LOWERED), OpenFixture.ids(4, 6, 31), OpenFixture.ids(1, 1, 9));
            LearnDirectionResult result = open.answer(request(raised, lowered, List.of(0), 8, 0.1));
            LearnDirectionResult.Layer layer = result.layers().getFirst();
            LearnDirectionResult.Effect chosen = layer.chosen().orElseThrow();
            float[] vector = result.vector().at(0);
            long turned = 0;
            for (int i = 0; i < raised.size(); i++) {
                double plain = preference(open, raised.get(i), lowered.get(i), vector, 0);
                double moved = preference(open, raised.get(i), lowered.get(i), vector,
                        plain < 0 ? chosen.coefficient() : -chosen.coefficient());
                turned += plain * moved <= 0 ? 1 : 0;
            }
            assertThat(chosen.turned()).isEqualTo(turned / 3.0);
            double plainLoss = loss(open, vector, 0);
            assertThat(chosen.cost()).isCloseTo(Math.max(loss(open, vector, chosen.coefficient()),
                    loss(open, vector, -chosen.coefficient())) / plainLoss, within(1e-5));
            assertThat(layer.tried()).extracting(LearnDirectionResult.Effect::coefficient).isSorted()
                    .contains(chosen.coefficient());
            assertThat(layer.byChance()).isBetween(0.0, 1.0);
            assertThat(result.vector().about()).containsEntry("layers", "0").containsKey("coefficient");
            assertThat(result.pairs()).hasSize(6).allMatch(pair -> !pair.heldOut());
            assertThat(result.pairs().getFirst().read()).containsExactly(4);
        }
    }

    /// Of the last token of a pair, as [#difference].
    private static double preference(OpenFixture open, Prompt raised, Prompt lowered, float[] vector,
            double coefficient) {
        List<Integer> one = ((Prompt.Ids) raised).ids();
        TensorValue logits = logits(open, new Prompt.Ids(one.subList(0, one.size() - 1)), vector, coefficient);
        int last = logits.length() - logits.size(-1);
        return logits.flat(last + one.getLast()) - logits.flat(last + ((Prompt.Ids) lowered).ids().getLast());
    }

    private static TensorValue logits(OpenFixture open, Prompt prompt, float[] vector, double coefficient) {
        var plan = new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", vector, coefficient)));
        return open.answer(new RunRequest(prompt, List.of(), 1, true, plan)).logits().orElseThrow();
    }

    private static double loss(OpenFixture open, float[] vector, double coefficient) {
        double sum = 0;
        int tokens = 0;
        for (Prompt text : TEXTS) {
            List<Integer> ids = ((Prompt.Ids) text).ids();
            TensorValue logits = logits(open, text, vector, coefficient);
            int size = logits.size(-1);
            for (int i = 0; i + 1 < ids.size(); i++) {
                sum -= LogProbabilities.of(logits.slice(i * size, size)).log(ids.get(i + 1));
                tokens++;
            }
        }
        return sum / tokens;
    }

    @Test
    void aCostThatIsBorneByNoCoefficientLeavesNoneChosen() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            LearnDirectionResult result = open.answer(new LearnDirectionRequest(List.of(ids(RAISED)),
                    List.of(ids(LOWERED)), HeldOut.NONE, TEXTS, List.of(0, 1),
                    new LearnDirectionRequest.Course(3, 0.5, 0, 1.0000001, 1)));
            assertThat(result.best()).isEmpty();
            assertThat(result.layers()).hasSize(2).allMatch(layer -> layer.chosen().isEmpty())
                    .allMatch(layer -> layer.tried().size() == 1);
            assertThat(result.vector().about()).doesNotContainKey("coefficient");
        }
    }

    @Test
    void heldOutPairsAreMeasuredOnAlone() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            List<Prompt> raised = List.of(ids(RAISED), ids(12), ids(13), ids(14), ids(15));
            List<Prompt> lowered = List.of(ids(20), ids(21), ids(22), ids(23), ids(24));
            LearnDirectionResult all = open.answer(new LearnDirectionRequest(raised, lowered, new HeldOut.Share(0.2),
                    TEXTS, List.of(1), new LearnDirectionRequest.Course(3, 0.05, 0.1, 1e9, 1)));
            LearnDirectionResult given = open.answer(new LearnDirectionRequest(raised.subList(0, 4),
                    lowered.subList(0, 4), new HeldOut.Given(raised.subList(4, 5), lowered.subList(4, 5)), TEXTS,
                    List.of(1), new LearnDirectionRequest.Course(3, 0.05, 0.1, 1e9, 1)));
            assertThat(all.vector()).isEqualTo(given.vector());
            assertThat(all.layers()).isEqualTo(given.layers());
            assertThat(all.pairs().stream().filter(DerivedVector.ReadPrompt::heldOut)).hasSize(2);
        }
    }

    @Test
    void whatCannotBeLearntIsRefused() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            refused(open, List.of(ids(1)), List.of(ids(2)), List.of(9), "no block 9");
            refused(open, List.of(ids(1)), List.of(ids(2)), List.of(), "no layer");
            refused(open, List.of(), List.of(), List.of(0), "no prompt of a class");
            refused(open, List.of(ids(1), ids(2)), List.of(ids(2)), List.of(0), "2 positive and 1 negative prompts");
            refused(open, List.of(ids(1)), List.of(ids(1)), List.of(0), "do not part at a word");
            refused(open, List.of(ids(1)), List.of(OpenFixture.ids(5, 9)), List.of(0), "do not part at a word");
            refused(open, List.of(ids(1)), List.of(OpenFixture.ids(8, 9)), List.of(0), "no beginning in common");
            var without = new LearnDirectionRequest(List.of(ids(1)), List.of(ids(2)), HeldOut.NONE, List.of(),
                    List.of(0), LearnDirectionRequest.Course.USUAL);
            assertThatThrownBy(() -> open.answer(without)).isInstanceOf(SteeringException.class)
                    .hasMessageContaining("0 texts");
            assertThatThrownBy(() -> request(0, 0, 1)).isInstanceOf(RequestException.class)
                    .hasMessageContaining("0 steps");
            assertThatThrownBy(() -> new LearnDirectionRequest.Course(1, Double.NaN, 1, 2, 0))
                    .isInstanceOf(RequestException.class);
        }
    }

    private static void refused(OpenFixture open, List<Prompt> raised, List<Prompt> lowered, List<Integer> layers,
            String words) {
        assertThatThrownBy(() -> open.answer(request(raised, lowered, layers, 1, 1)))
                .isInstanceOf(RequestException.class).hasMessageContaining(words);
    }
}
