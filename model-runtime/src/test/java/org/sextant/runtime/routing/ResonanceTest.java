package org.sextant.runtime.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.routing.Resonance.Order;
import org.sextant.runtime.routing.Resonance.Place;
import org.sextant.runtime.routing.Resonance.Stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Which experts have more to do with a class, against a statistics library and by hand.
class ResonanceTest {
    private static final int LAYERS = 3;
    private static final int EXPERTS = 4;
    private static final double TOLERANCE = 1e-9;

    private final Random random = new Random(5);

    /// Loads without a difference, but that one expert of the class has `more`.
    private List<float[]> loads(int prompts, int cell, float more) {
        List<float[]> loads = new ArrayList<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            float[] load = new float[LAYERS * EXPERTS];
            for (int i = 0; i < load.length; i++) {
                load[i] = random.nextFloat() + (i == cell ? more : 0);
            }
            loads.add(load);
        }
        return loads;
    }

    private static double[] column(List<float[]> loads, int cell) {
        return loads.stream().mapToDouble(load -> load[cell]).toArray();
    }

    @Test
    void differencesAndTheirErrorsAreThoseOfAStatisticsLibrary() {
        List<float[]> target = loads(7, 6, 0.5f);
        List<float[]> rest = loads(12, 0, 0);
        Resonance resonance = new Resonance(EXPERTS, target, rest);

        for (int cell = 0; cell < LAYERS * EXPERTS; cell++) {
            int row = cell / EXPERTS;
            int expert = cell % EXPERTS;
            double mean = StatUtils.mean(column(target, cell));
            double other = StatUtils.mean(column(rest, cell));
            double error = Math.sqrt(StatUtils.variance(column(target, cell)) / 7
                    + StatUtils.variance(column(rest, cell)) / 12);
            assertThat(resonance.targetMean(row, expert)).isCloseTo(mean, within(TOLERANCE));
            assertThat(resonance.restMean(row, expert)).isCloseTo(other, within(TOLERANCE));
            assertThat(resonance.delta(row, expert)).isCloseTo(mean - other, within(TOLERANCE));
            assertThat(resonance.z(row, expert)).isCloseTo((mean - other) / error, within(1e-7));
            assertThat(resonance.ratio(row, expert)).isCloseTo((mean - other) / (mean + other), within(TOLERANCE));
        }
        assertThat(resonance.layers()).isEqualTo(LAYERS);
    }

    @Test
    void theMostResonantExpertComesFirstInEveryOrder() {
        Resonance resonance = new Resonance(EXPERTS, loads(20, 6, 3), loads(20, 0, 0));
        for (Order order : Order.values()) {
            List<Place> ranked = resonance.ranked(order);
            assertThat(ranked).hasSize(LAYERS * EXPERTS).doesNotHaveDuplicates().startsWith(new Place(1, 2));
            for (int i = 1; i < ranked.size(); i++) {
                assertThat(resonance.value(order, ranked.get(i).row(), ranked.get(i).expert())).isLessThanOrEqualTo(
                        resonance.value(order, ranked.get(i - 1).row(), ranked.get(i - 1).expert()));
            }
        }
    }

    @Test
    void whatNobodyUsesIsNoDifferenceAndOnePromptTellsNoVariance() {
        Resonance unused = new Resonance(2, List.of(new float[]{0, 2}, new float[]{0, 4}),
                List.of(new float[]{0, 1}, new float[]{0, 1}));
        assertThat(unused.z(0, 0)).isZero();
        assertThat(unused.ratio(0, 0)).isZero();
        assertThat(unused.delta(0, 1)).isEqualTo(2);

        Resonance single = new Resonance(2, List.of(new float[]{0, 2}), List.of(new float[]{1, 1}));
        assertThat(single.z(0, 1)).isNaN();
        assertThat(single.ranked(Order.Z)).hasSize(2);
    }

    @Test
    void resamplesKeepWhatIsLargeAndDoubtWhatIsNot() {
        List<float[]> target = loads(30, 6, 1);
        List<float[]> rest = loads(30, 0, 0);
        Resonance resonance = new Resonance(EXPERTS, target, rest);
        Stability stability = resonance.stability(400, 1, 11);

        assertThat(stability.share(1, 2)).isGreaterThan(0.99);
        double inAll = 0;
        for (int cell = 0; cell < LAYERS * EXPERTS; cell++) {
            inAll += stability.share(cell / EXPERTS, cell % EXPERTS);
        }
        assertThat(inAll).isCloseTo(1, within(TOLERANCE));
        // The middle 95 % of resamples are as wide as ± 1.96 standard errors, within a fifth.
        double error = resonance.delta(0, 1) / resonance.z(0, 1);
        assertThat(stability.quantile(0, 1, 0.975) - stability.quantile(0, 1, 0.025)).isCloseTo(2 * 1.96 * error,
                within(0.2 * 2 * 1.96 * error));
        assertThat(resonance.stability(400, 1, 11).quantile(2, 3, 0.3)).isEqualTo(stability.quantile(2, 3, 0.3));
        assertThat(resonance.stability(400, 1, 12).quantile(2, 3, 0.3)).isNotEqualTo(stability.quantile(2, 3, 0.3));
    }

    @Test
    void aClassWithoutPromptsAndLoadsOfOtherModelsAreRefused() {
        List<float[]> some = List.of(new float[]{1, 2});
        assertThatThrownBy(() -> new Resonance(2, List.of(), some)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Resonance(2, some, List.of(new float[4])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 and 4");
        assertThatThrownBy(() -> new Resonance(2, List.of(new float[2], new float[4]), some))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
