package org.sextant.runtime.harvest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Against counting in full tables.
class FeatureTallyTest {
    private static final int FEATURES = 12;
    private static final InventedTexts TEXTS = InventedTexts.of(FEATURES, 80, 0.1, 7);

    private final FeatureTally tally = TEXTS.tally();

    @Test
    void countsSumsAndMaximaAreThoseOfTheTable() {
        for (int feature = 0; feature < FEATURES; feature++) {
            List<Float> values = valuesOf(feature);
            assertThat(tally.tokensActive(feature)).isEqualTo(values.size());
            assertThat(tally.sum(feature)).isCloseTo(values.stream().mapToDouble(Float::doubleValue).sum(),
                    within(1e-6));
            assertThat((double) tally.largest(feature))
                    .isEqualTo(values.stream().mapToDouble(Float::doubleValue).max().orElse(0));
        }
        long tokens = 0;
        for (float[][] table : TEXTS.tables()) {
            tokens += table.length - 1;
        }
        assertThat(tally.tokens()).isEqualTo(tokens);
        assertThat(tally.dead()).isEqualTo(1.0 / FEATURES);
    }

    private static List<Float> valuesOf(int feature) {
        List<Float> values = new ArrayList<>();
        for (float[][] table : TEXTS.tables()) {
            for (float[] row : table) {
                if (row[feature] != 0) {
                    values.add(row[feature]);
                }
            }
        }
        return values;
    }

    @Test
    void aHistogramHoldsEachValueInItsBin() {
        int[] counts = tally.histograms().counts(3);
        double width = tally.histograms().width(3);
        int[] expected = new int[FeatureHistograms.BINS];
        valuesOf(3).forEach(value -> expected[(int) (value / width)]++);

        assertThat(counts).containsExactly(expected);
        assertThat(tally.largest(3) / width).as("at least half of the bins are in use").isBetween(32.0, 64.0);
        assertThat(tally.histograms().width(FEATURES - 1)).as("never active").isZero();
    }

    @Test
    void aHistogramDoesNotDependOnTheOrderOfItsValues() {
        Random random = new Random(1);
        float[] values = new float[500];
        FeatureHistograms forwards = new FeatureHistograms(1);
        FeatureHistograms backwards = new FeatureHistograms(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(8 * random.nextGaussian());
            forwards.add(0, values[i]);
        }
        for (int i = values.length - 1; i >= 0; i--) {
            backwards.add(0, values[i]);
        }

        assertThat(backwards.counts(0)).containsExactly(forwards.counts(0));
        assertThat(backwards.width(0)).isEqualTo(forwards.width(0));
    }

    @Test
    void theStrongestPlaceOfEachTextIsRankedAmongTexts() {
        List<Occurrence> expected = new ArrayList<>();
        for (int text = 0; text < TEXTS.tables().length; text++) {
            float[][] table = TEXTS.tables()[text];
            int best = 0;
            for (int token = 1; token < table.length; token++) {
                best = table[token][5] > table[best][5] ? token : best;
            }
            if (table[best][5] > 0) {
                expected.add(new Occurrence(text, best, table[best][5], Math.max(0, best - 24), new float[0]));
            }
        }
        expected.sort(Comparator.comparingDouble((Occurrence each) -> -each.activation()));

        assertThat(tally.strongest(5)).usingRecursiveFieldByFieldElementComparatorIgnoringFields("around")
                .isEqualTo(expected.subList(0, 20));
        Occurrence first = tally.strongest(5).getFirst();
        for (int i = 0; i < first.around().length; i++) {
            assertThat(first.around()[i]).isEqualTo(TEXTS.tables()[first.text()][first.from() + i][5]);
        }
    }

    @Test
    void aLotIsFairAmongTexts() {
        int[] drawn = new int[40];
        for (int feature = 0; feature < 4000; feature++) {
            int winner = 0;
            for (int text = 1; text < drawn.length; text++) {
                winner = FeatureTally.lot(feature, text) > FeatureTally.lot(feature, winner) ? text : winner;
            }
            drawn[winner]++;
        }

        assertThat(Arrays.stream(drawn).boxed()).as("expected 100 each, standard deviation 10")
                .allSatisfy(count -> assertThat(count).isBetween(50, 150));
    }

    @Test
    void pairsAreCountedAsInTheTable() {
        Map<Long, Integer> expected = new HashMap<>();
        for (float[][] table : TEXTS.tables()) {
            for (float[] row : table) {
                for (int i = 0; i < FEATURES; i++) {
                    for (int j = i + 1; j < FEATURES; j++) {
                        if (row[i] != 0 && row[j] != 0) {
                            expected.merge(CoActivations.pair(i, j), 1, Integer::sum);
                        }
                    }
                }
            }
        }

        assertThat(counted(tally.together())).isEqualTo(expected);
        assertThat(tally.together().undercount()).isZero();
    }

    private static Map<Long, Integer> counted(CoActivations together) {
        Map<Long, Integer> counted = new HashMap<>();
        together.forEach((first, second, tokens) -> counted.put(CoActivations.pair(first, second), tokens));
        return counted;
    }

    @Test
    void whereNotAllPairsFitNoCountIsTooHighAndNoneTooLowByMoreThanIsSaid() {
        InventedTexts many = InventedTexts.of(60, 60, 0.15, 3);
        FeatureTally narrow = new FeatureTally(60, 400);
        many.add(narrow, 0, 60);
        Map<Long, Integer> full = counted(many.tally().together());
        Map<Long, Integer> few = counted(narrow.together());

        assertThat(few).hasSizeLessThanOrEqualTo(400);
        assertThat(narrow.together().undercount()).isPositive();
        full.forEach((pair, tokens) -> assertThat(few.getOrDefault(pair, 0))
                .isBetween((int) (tokens - narrow.together().undercount()), tokens));
    }

    @Test
    void onlyTheStrongestFeaturesOfATokenCountAsTogether() {
        CoActivations together = new CoActivations(10_000);
        int[] features = new int[40];
        float[] values = new float[40];
        for (int i = 0; i < 40; i++) {
            features[i] = i;
            values[i] = i + 1;
        }

        together.add(features, values, 0, 40);

        assertThat(counted(together)).hasSize(32 * 31 / 2).doesNotContainKey(CoActivations.pair(0, 39))
                .containsKey(CoActivations.pair(8, 39));
    }
}
