package org.sextant.app.features;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sextant.app.features.FeatureQuery.Scope;
import org.sextant.app.features.FeatureRow.Listing;
import org.sextant.runtime.harvest.HarvestSummary;

import static org.assertj.core.api.Assertions.assertThat;

/// The table of a large SAE against the same in the plainest Java.
class FeatureOrderTest {
    private static final int SIZE = 131_072;
    private static final Map<Integer, String> LABELS = labels();
    private static final FeatureValues VALUES = FeatureValues.of(SIZE, LABELS, Optional.empty(), OptionalInt.empty(),
            Optional.of(harvest()));

    private static Map<Integer, String> labels() {
        Random random = new Random(5);
        Map<Integer, String> labels = new HashMap<>();
        List<String> words = List.of("rope", "a Title", "harbour", "Anna", "rope of 118");
        IntStream.range(0, 4000).forEach(i -> labels.put(random.nextInt(SIZE), words.get(i % words.size())));
        return labels;
    }

    /// Many equal values, zeros of both signs, and features that were never counted.
    private static HarvestSummary harvest() {
        Random random = new Random(6);
        List<HarvestSummary.Row> rows = new ArrayList<>();
        for (int feature = 0; feature < SIZE - 1000; feature++) {
            float max = feature % 7 == 0 ? -0.0f : (float) (random.nextGaussian() * 10);
            rows.add(new HarvestSummary.Row(random.nextInt(500), 1, max));
        }
        return new HarvestSummary(Map.of(), 100_000, true, rows);
    }

    private static List<Integer> naive(FeatureQuery query) {
        ToDoubleFunction<Integer> value = feature -> VALUES.value(query.column(), feature) + 0.0;
        Comparator<Integer> order = query.column() == FeatureColumn.LABEL
                ? Comparator.comparing(VALUES::label,
                        String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()))
                : Comparator.comparingDouble(value);
        Comparator<Integer> whole = Comparator
                .<Integer, Boolean>comparing(feature -> query.column() == FeatureColumn.LABEL
                        ? VALUES.label(feature).isEmpty()
                        : Double.isNaN(value.applyAsDouble(feature)))
                .thenComparing(query.rising() ? order : Collections.reverseOrder(order))
                .thenComparing(Comparator.naturalOrder());
        return IntStream.range(0, SIZE).boxed()
                .filter(feature -> query.search().isEmpty() || Integer.toString(feature).startsWith(query.search())
                        || VALUES.label(feature).toLowerCase(Locale.ROOT)
                                .contains(query.search().toLowerCase(Locale.ROOT)))
                .sorted(whole).toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"FEATURE", "LABEL", "DENSITY", "CORPUS_LARGEST", "HERE"})
    void everyColumnSortsAsPlainJavaDoes(FeatureColumn column) {
        for (boolean rising : List.of(true, false)) {
            FeatureQuery query = FeatureQuery.FIRST.in(Scope.ALL).by(column, rising);
            assertThat(FeatureOrder.of(VALUES, query)).as("%s rising %s", column, rising)
                    .containsExactly(naive(query).stream().mapToInt(Integer::intValue).toArray());
        }
    }

    @Test
    void searchingFindsNumbersThatBeginSoAndLabelsThatHoldIt() {
        for (String text : List.of("118", "0", "01", "rope", "ANNA", "a t", "999999", "xyz")) {
            FeatureQuery query = FeatureQuery.FIRST.in(Scope.ALL).searching(text).by(FeatureColumn.DENSITY, false);
            assertThat(FeatureOrder.of(VALUES, query)).as(text)
                    .containsExactly(naive(query).stream().mapToInt(Integer::intValue).toArray());
        }
        assertThat(FeatureOrder.of(VALUES, FeatureQuery.FIRST.in(Scope.ALL).searching("118"))).contains(118, 1180)
                .doesNotContain(2118);
    }

    @Test
    void rowsAreMadeWhenTheyAreLookedAt() {
        int[] order = FeatureOrder.of(VALUES, FeatureQuery.FIRST.in(Scope.ALL).by(FeatureColumn.FEATURE, false));
        var listing = new Listing(VALUES, order);

        assertThat(listing.rows()).hasSize(SIZE);
        assertThat(listing.rows().get(3).feature()).isEqualTo(SIZE - 4);
        assertThat(listing.placeOf(SIZE - 4)).isEqualTo(3);
        assertThat(new Listing(VALUES, new int[0]).placeOf(1)).isEqualTo(-1);
    }

    @Test
    void withoutAPromptNothingIsActive() {
        assertThat(FeatureOrder.of(VALUES, FeatureQuery.FIRST)).isEmpty();
    }
}
