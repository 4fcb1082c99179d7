package org.sextant.runtime.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SamplingRuleTest {
    private static final int DRAWS = 40_000;

    @Test
    void temperatureZeroTakesTheMostLikelyAndTheLowestIdOfEquals() {
        float[] logits = {1, 3, -2, 3, 0};
        assertThat(SamplingRule.GREEDY.draw(logits, 0.99).id()).isEqualTo(1);
    }

    @Test
    void theProbabilityIsThatOfTheWholeVocabularyAtTemperatureOne() {
        float[] logits = {0, (float) Math.log(3), Float.NEGATIVE_INFINITY};
        assertThat(new SamplingRule(0.3, 1, 0.5).draw(logits, 0.5).probability()).isCloseTo(0.75f, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "0.5, 0, 1", "2.5, 0, 1", "1, 5, 1", "1, 0, 0.8", "0.7, 9, 0.6", "1, 1000, 0.3",
        "0.05, 0, 1", "1, 3, 1e-9"})
    void drawsFollowTheDistributionOfTheReference(double temperature, int topK, double topP) {
        Random random = new Random(11);
        float[] logits = new float[24];
        for (int id = 0; id < logits.length; id++) {
            logits[id] = (float) random.nextGaussian();
        }
        logits[7] = logits[3];
        logits[20] = Float.NEGATIVE_INFINITY;
        double[] expected = reference(logits, temperature, topK, topP);
        int[] seen = new int[logits.length];
        SamplingRule rule = new SamplingRule(temperature, topK, topP);
        for (int draw = 0; draw < DRAWS; draw++) {
            seen[rule.draw(logits, random.nextDouble()).id()]++;
        }
        for (int id = 0; id < logits.length; id++) {
            // Four standard deviations of a share.
            double tolerance = 4 * Math.sqrt(Math.max(0, expected[id] * (1 - expected[id])) / DRAWS) + 1e-12;
            assertThat((double) seen[id] / DRAWS).as("share of token %d", id).isCloseTo(expected[id],
                    within(tolerance));
        }
    }

    @Test
    void everyUniformNumberFindsAToken() {
        float[] logits = {0, 0, 0};
        SamplingRule rule = new SamplingRule(1, 0, 1);
        assertThat(rule.draw(logits, 0).id()).isZero();
        assertThat(rule.draw(logits, Math.nextDown(1.0)).id()).isEqualTo(2);
    }

    @Test
    void topPOfEqualCandidatesKeepsTheLowestIds() {
        float[] logits = {5, 5, 5, 5};
        SamplingRule rule = new SamplingRule(1, 0, 0.5);
        assertThat(rule.draw(logits, 0.99).id()).isEqualTo(1);
        assertThat(rule.draw(logits, 0.01).id()).isZero();
    }

    @Test
    void topKBeyondTheVocabularyKeepsAll() {
        float[] logits = {0, 0};
        assertThat(new SamplingRule(1, 50, 1).draw(logits, 0.9).id()).isEqualTo(1);
    }

    @Test
    void aTinyTemperatureIsGreedyAndNoOverflow() {
        float[] logits = {-1000, 1000, 999};
        assertThat(new SamplingRule(Double.MIN_VALUE, 0, 1).draw(logits, 0.999).id()).isEqualTo(1);
    }

    @Test
    void logitsThatAreNoNumbersAreRefusedWithTheirToken() {
        assertThatThrownBy(() -> SamplingRule.GREEDY.draw(new float[]{0, Float.NaN}, 0))
                .isInstanceOf(SamplingException.class).hasMessageContaining("not a number")
                .hasMessageContaining("token id 1");
        assertThatThrownBy(() -> SamplingRule.GREEDY.draw(new float[]{Float.POSITIVE_INFINITY}, 0))
                .isInstanceOf(SamplingException.class).hasMessageContaining("infinite");
        float[] forbidden = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        assertThatThrownBy(() -> SamplingRule.GREEDY.draw(forbidden, 0)).isInstanceOf(SamplingException.class)
                .hasMessageContaining("every logit");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void temperaturesOutOfRangeAreRefused(double temperature) {
        assertThatThrownBy(() -> new SamplingRule(temperature, 0, 1)).isInstanceOf(SamplingException.class)
                .hasMessageContaining("temperature");
    }

    @Test
    void cutsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new SamplingRule(1, -1, 1)).isInstanceOf(SamplingException.class)
                .hasMessageContaining("top-k");
        assertThatThrownBy(() -> new SamplingRule(1, 0, 0)).isInstanceOf(SamplingException.class)
                .hasMessageContaining("top-p");
        assertThatThrownBy(() -> new SamplingRule(1, 0, 1.01)).isInstanceOf(SamplingException.class);
    }

    /// Probabilities after the cuts, by lists and definitions rather than by sorting keys.
    private static double[] reference(float[] logits, double temperature, int topK, double topP) {
        double[] share = new double[logits.length];
        double total = 0;
        for (int id = 0; id < logits.length; id++) {
            share[id] = Math.exp(logits[id] / temperature);
            total += share[id];
        }
        List<Integer> order = new ArrayList<>();
        for (int id = 0; id < logits.length; id++) {
            share[id] /= total;
            order.add(id);
        }
        order.sort(Comparator.<Integer>comparingDouble(id -> -logits[id]).thenComparing(id -> id));
        if (topK > 0 && topK < order.size()) {
            order = order.subList(0, topK);
        }
        double kept = order.stream().mapToDouble(id -> share[id]).sum();
        double[] result = new double[logits.length];
        double reached = 0;
        for (int id : order) {
            result[id] = share[id] / kept;
            reached += result[id];
            if (topP < 1 && reached >= topP) {
                break;
            }
        }
        for (int id = 0; id < result.length; id++) {
            result[id] /= reached;
        }
        return result;
    }
}
