package org.sextant.runtime.harvest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was counted, of all features at once.
///
/// @param about names, hashes and settings, as `harvest` in the file
/// @param tokens that were counted
/// @param complete whether all was counted that was to be
/// @param features one after another
public record HarvestSummary(Map<String, String> about, long tokens, boolean complete, List<Row> features) {
    public HarvestSummary {
        about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
        features = List.copyOf(features);
    }

    /// One feature.
    ///
    /// @param tokens at which it was active
    /// @param mean activation where it was active; 0 where it never was
    /// @param max largest activation
    public record Row(long tokens, double mean, float max) {}

    /// Share of tokens at which a feature was active.
    public double density(int feature) {
        return tokens == 0 ? 0 : (double) features.get(feature).tokens() / tokens;
    }

    /// Share of features that were never active.
    public double dead() {
        long never = features.stream().filter(row -> row.tokens() == 0).count();
        return features.isEmpty() ? 0 : (double) never / features.size();
    }
}
