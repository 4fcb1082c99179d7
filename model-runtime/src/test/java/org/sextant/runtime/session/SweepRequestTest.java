package org.sextant.runtime.session;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.SweepRequest.Measure;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringVector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// A grid of plans, against one run for each.
class SweepRequestTest {
    private static final List<Prompt> PROMPTS = List.of(OpenFixture.ids(5, 9, 2, 7), OpenFixture.ids(3, 8, 11));
    private static final List<Prompt> TEXTS = List.of(OpenFixture.ids(4, 4, 9, 1, 6), OpenFixture.ids(2, 10, 7));
    private static final List<Double> COEFFICIENTS = List.of(-4.0, -1.0, 0.0, 2.0);
    private static final int ANSWER = 11;
    private static final int WRONG = 20;

    private static SteeringVector vector(OpenFixture open) {
        Map<Integer, float[]> layers = new TreeMap<>();
        for (int layer = 0; layer < 2; layer++) {
            float[] direction = new float[open.model().card().dModel()];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (float) Math.cos(i + layer);
            }
            layers.put(layer, direction);
        }
        return new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(layers), Map.of());
    }

    private static SweepRequest request(OpenFixture open, Measure measure, List<Prompt> texts) {
        return new SweepRequest(PROMPTS, vector(open), Operation.ADD, Positions.ALL, List.of(1, 0), COEFFICIENTS,
                measure, texts);
    }

    private static SteeringPlan plan(OpenFixture open, int layer, double coefficient) {
        return new SteeringPlan(List.of(Edit.add("blocks." + layer + ".hook_resid_post", vector(open).at(layer),
                coefficient)));
    }

    private static float[] last(OpenFixture open, Prompt prompt, SteeringPlan plan) {
        TensorValue all = open.answer(new RunRequest(prompt, List.of(), 1, true, plan)).logits().orElseThrow();
        return all.slice(all.length() - all.size(-1), all.size(-1));
    }

    private static double probability(float[] logits, int id) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.exp(logits[id]) / sum;
    }

    @Test
    void everyCellIsTheMeanOverThePromptsUnderItsPlan() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SweepResult two = open.answer(request(open, new Measure.LogitDifference(ANSWER, WRONG), List.of()));
            SweepResult one = open.answer(request(open, new Measure.Probability(ANSWER), List.of()));
            SweepResult refusal = open.answer(request(open, new Measure.Refusal(Set.of(ANSWER, WRONG)), List.of()));
            SweepResult entropy = open.answer(request(open, new Measure.Entropy(), List.of()));
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < COEFFICIENTS.size(); column++) {
                    SteeringPlan plan = plan(open, two.layers().get(row), COEFFICIENTS.get(column));
                    double difference = 0;
                    double share = 0;
                    double score = 0;
                    double nats = 0;
                    for (Prompt prompt : PROMPTS) {
                        float[] logits = last(open, prompt, plan);
                        difference += (logits[ANSWER] - logits[WRONG]) / 2;
                        share += probability(logits, ANSWER) / 2;
                        double p = probability(logits, ANSWER) + probability(logits, WRONG);
                        score += (Math.log(p + 1e-8) - Math.log(1 - p + 1e-8)) / 2;
                        for (int id = 0; id < logits.length; id++) {
                            nats -= probability(logits, id) * Math.log(probability(logits, id)) / 2;
                        }
                    }
                    assertThat(two.values().get(row).get(column)).isCloseTo(difference, within(1e-4));
                    assertThat(one.values().get(row).get(column)).isCloseTo(share, within(1e-5));
                    assertThat(refusal.values().get(row).get(column)).isCloseTo(score, within(1e-4));
                    assertThat(entropy.values().get(row).get(column)).isCloseTo(nats, within(1e-4));
                }
                assertThat(two.values().get(row).get(2)).isEqualTo(two.plain());
            }
            assertThat(two.losses()).isEmpty();
            assertThat(two.safe(0)).isEmpty();
            assertThat(two.plainLoss()).isNaN();
        }
    }

    @Test
    void theLossIsThatOfTheTextsAndTellsWhatIsSafe() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            SweepResult result = open.answer(request(open, new Measure.Entropy(), TEXTS));
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < COEFFICIENTS.size(); column++) {
                    SteeringPlan plan = plan(open, result.layers().get(row), COEFFICIENTS.get(column));
                    double sum = 0;
                    for (Prompt text : TEXTS) {
                        List<Integer> ids = ((Prompt.Ids) text).ids();
                        TensorValue all = open.answer(new RunRequest(text, List.of(), 1, true, plan)).logits()
                                .orElseThrow();
                        int vocabulary = all.size(-1);
                        for (int i = 0; i + 1 < ids.size(); i++) {
                            sum -= Math.log(probability(all.slice(i * vocabulary, vocabulary), ids.get(i + 1)));
                        }
                    }
                    assertThat(result.losses().get(row).get(column)).isCloseTo(sum / 6, within(1e-4));
                }
            }
            assertThat(result.losses().getFirst().get(2)).isEqualTo(result.plainLoss());
        }
    }

    @Test
    void whatIsSafeEndsAtTheFirstCoefficientThatCostsTooMuch() {
        List<Double> coefficients = List.of(-2.0, -1.0, 0.0, 1.0, 2.0, 3.0);
        SweepResult result = new SweepResult(List.of(4), coefficients, List.of(coefficients), 0,
                List.of(List.of(1.2, 1.05, 1.0, 1.0, 1.5, 1.0)), 1,
                new Provenance("", "", "", "", "", "", List.of(), List.of(), List.of(), ""));
        assertThat(result.safe(0)).contains(new SweepResult.Range(-1, 1));
    }

    @Test
    void progressIsToldAndASweepStops() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            RecordingContext context = new RecordingContext();
            open.answer(request(open, new Measure.Entropy(), TEXTS), context);
            assertThat(context.updates(Update.Progress.class).getLast().fraction()).isEqualTo(1);
            assertThatThrownBy(() -> open.answer(request(open, new Measure.Entropy(), TEXTS), new RecordingContext(3)))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void whatCannotBeSweptIsRefused() {
        try (OpenFixture open = OpenFixture.of("v5/llama")) {
            var nothing = new SweepRequest(List.of(), vector(open), Operation.ADD, Positions.ALL, List.of(0),
                    COEFFICIENTS, new Measure.Entropy(), List.of());
            assertThatThrownBy(() -> open.answer(nothing)).isInstanceOf(RequestException.class)
                    .hasMessageContaining("no prompt");
            var affine = new SweepRequest(PROMPTS, vector(open), Operation.AFFINE, Positions.ALL, List.of(0),
                    COEFFICIENTS, new Measure.Entropy(), List.of());
            assertThatThrownBy(() -> open.answer(affine)).isInstanceOf(RequestException.class)
                    .hasMessageContaining("affine");
            var deep = new SweepRequest(PROMPTS, vector(open), Operation.ADD, Positions.ALL, List.of(7),
                    COEFFICIENTS, new Measure.Entropy(), List.of());
            assertThatThrownBy(() -> open.answer(deep)).isInstanceOf(SteeringException.class)
                    .hasMessageContaining("layer 7");
        }
    }
}
