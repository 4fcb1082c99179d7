package org.sextant.app.features;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.runtime.harvest.HarvestSummary;
import org.sextant.runtime.session.FeaturesResult.Active;

/// What the table tells of every feature of an SAE, a column of plain numbers each, so that 131,072 features take a few
/// megabytes. Never changed once made.
final class FeatureValues {
    private final int size;
    private final Map<Integer, String> labels;
    private final Optional<PromptFeatures> prompt;
    private final Map<FeatureColumn, float[]> columns = new EnumMap<>(FeatureColumn.class);

    private FeatureValues(int size, Map<Integer, String> labels, Optional<PromptFeatures> prompt) {
        this.size = size;
        this.labels = labels;
        this.prompt = prompt;
    }

    /// Takes some milliseconds for a large SAE; not for the UI thread.
    ///
    /// @param size number of features
    /// @param labels by number
    /// @param prompt what is active; empty before it is known
    /// @param token the selected one
    /// @param harvest what was counted on a corpus; empty without
    static FeatureValues of(int size, Map<Integer, String> labels, Optional<PromptFeatures> prompt, OptionalInt token,
            Optional<HarvestSummary> harvest) {
        var values = new FeatureValues(size, labels, prompt);
        prompt.ifPresent(active -> values.readPrompt(active, token));
        harvest.ifPresent(values::readHarvest);
        return values;
    }

    private void readPrompt(PromptFeatures active, OptionalInt token) {
        for (FeatureColumn column : List.of(FeatureColumn.LARGEST, FeatureColumn.HERE, FeatureColumn.SHARE,
                FeatureColumn.TOKENS)) {
            columns.put(column, new float[size]);
        }
        for (int feature : active.features()) {
            set(FeatureColumn.LARGEST, feature, active.largest(feature));
            set(FeatureColumn.TOKENS, feature, active.of(feature).size());
            if (token.isPresent()) {
                Active here = active.at(feature, token.getAsInt());
                set(FeatureColumn.HERE, feature, here.activation());
                set(FeatureColumn.SHARE, feature, here.share());
            } else {
                set(FeatureColumn.SHARE, feature, active.meanShare(feature));
            }
        }
        if (token.isEmpty()) {
            columns.remove(FeatureColumn.HERE);
        }
    }

    private void set(FeatureColumn column, int feature, float value) {
        columns.get(column)[feature] = value;
    }

    private void readHarvest(HarvestSummary harvest) {
        int counted = Math.min(size, harvest.features().size());
        float[] density = filled();
        float[] largest = filled();
        for (int feature = 0; feature < counted; feature++) {
            density[feature] = (float) harvest.density(feature);
            largest[feature] = harvest.features().get(feature).max();
        }
        columns.put(FeatureColumn.DENSITY, density);
        columns.put(FeatureColumn.CORPUS_LARGEST, largest);
    }

    private float[] filled() {
        float[] values = new float[size];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    int size() {
        return size;
    }

    Map<Integer, String> labels() {
        return labels;
    }

    /// What a feature is called; empty without a label.
    String label(int feature) {
        return labels.getOrDefault(feature, "");
    }

    /// The value of a feature; NaN where it has none. Labels have none.
    float value(FeatureColumn column, int feature) {
        if (column == FeatureColumn.FEATURE) {
            return feature;
        }
        float[] values = columns.get(column);
        return values == null ? Float.NaN : values[feature];
    }

    /// Whether there are values of this kind at all.
    boolean knows(FeatureColumn column) {
        return columns.containsKey(column);
    }

    /// The features that are active on the prompt, in rising order.
    int[] active() {
        return prompt.map(PromptFeatures::features).orElse(new int[0]);
    }
}
