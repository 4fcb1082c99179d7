package org.sextant.app.features;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Chooses and sorts features as a query asks, without an object for each: a feature and the value that it is sorted by
/// go into one long.
final class FeatureOrder {
    /// Above every number: what has no value comes last.
    private static final long LAST = 0xffff_ffffL;

    private FeatureOrder() {}

    /// The features that fit, in their order.
    static int[] of(FeatureValues values, FeatureQuery query) {
        int[] candidates = query.scope() == FeatureQuery.Scope.ACTIVE
                ? values.active()
                : IntStream.range(0, values.size()).toArray();
        IntPredicate fits = search(values.labels(), query.search().strip().toLowerCase(Locale.ROOT));
        IntToDoubleFunction key = query.column() == FeatureColumn.LABEL
                ? ranks(values.labels())
                : feature -> values.value(query.column(), feature);
        long[] keys = Arrays.stream(candidates).filter(fits)
                .mapToLong(feature -> place((float) key.applyAsDouble(feature), query.rising()) << 32 | feature)
                .toArray();
        sortUnsigned(keys);
        return Arrays.stream(keys).mapToInt(each -> (int) each).toArray();
    }

    private static IntPredicate search(Map<Integer, String> labels, String text) {
        if (text.isEmpty()) {
            return feature -> true;
        }
        Map<Integer, Boolean> named = new HashMap<>();
        labels.forEach((feature, label) -> {
            if (label.toLowerCase(Locale.ROOT).contains(text)) {
                named.put(feature, true);
            }
        });
        IntPredicate numbered = beginning(text);
        return feature -> numbered.test(feature) || named.containsKey(feature);
    }

    /// Whether a number begins with these digits, told without writing it.
    private static IntPredicate beginning(String text) {
        if (!text.matches("0|[1-9]\\d{0,8}")) {
            return feature -> false;
        }
        int wanted = Integer.parseInt(text);
        return feature -> {
            int left = feature;
            while (left > wanted) {
                left /= 10;
            }
            return left == wanted && (wanted > 0 || feature == 0);
        };
    }

    /// The place of each label among all, which sorts as the labels do; NaN without one.
    private static IntToDoubleFunction ranks(Map<Integer, String> labels) {
        List<String> sorted = labels.values().stream().distinct()
                .sorted(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder())).toList();
        Map<String, Integer> places = new HashMap<>();
        sorted.forEach(label -> places.put(label, places.size()));
        return feature -> {
            String label = labels.get(feature);
            return label == null ? Float.NaN : places.get(label);
        };
    }

    /// Bits that sort as numbers do, read without a sign.
    private static long place(float value, boolean rising) {
        if (Float.isNaN(value)) {
            return LAST;
        }
        int bits = Float.floatToIntBits(value + 0.0f);
        int risingBits = bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
        return (rising ? risingBits : ~risingBits) & 0xffff_ffffL;
    }

    private static void sortUnsigned(long[] keys) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(keys);
    }
}
