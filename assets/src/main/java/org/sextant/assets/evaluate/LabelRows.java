package org.sextant.assets.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.OpenModel;

/// How many labels of an SAE's features hold on texts that neither found nor chose them: where a feature is as strongly
/// active as its label says, that is true of the token at four places of five.
record LabelRows(OpenModel model, int texts) {
    private static final double PRECISE = 0.8;
    private static final int WANTED = 40;
    /// Held-out texts before these chose the labels.
    private static final int FIRST_TEXT = 400;
    private static final int MOST_TEXTS = 400;
    /// Fewer strong activations say nothing about a share of 0.8.
    private static final int FEWEST = 10;

    /// @param sae the SAE's folder
    /// @param aimed whether the number of labels has an aim
    List<Row> rows(Path sae, boolean aimed) {
        Map<Integer, FeatureLabels.Label> labels = FeatureLabels.of(sae).all();
        if (labels.isEmpty()) {
            return List.of();
        }
        HarbourWorld world = HarbourWorld.shipped();
        List<FeatureReading> readings = FeatureReading.of(model, sae,
                i -> world.heldOutDocument(Course.HARBOUR, i), FIRST_TEXT, FIRST_TEXT + Math.min(texts, MOST_TEXTS));
        TokenSayings sayings = new TokenSayings(world.kindsOfWords());
        long holding = labels.entrySet().stream()
                .filter(entry -> holds(entry.getKey(), entry.getValue(), readings, sayings)).count();
        String name = "SAE " + sae.getFileName();
        String figure = "labels that hold (precision ≥ 0.8)";
        return List.of(aimed
                ? Row.atLeast(WANTED, name, figure, (double) holding, labels.size())
                : Row.noted(name, figure, (double) holding, labels.size()));
    }

    private static boolean holds(int feature, FeatureLabels.Label label, List<FeatureReading> readings,
            TokenSayings sayings) {
        int strong = 0;
        int holding = 0;
        for (FeatureReading reading : readings) {
            for (int position = 0; position < reading.tokens().size(); position++) {
                float activation = reading.active().get(position).getOrDefault(feature, 0f);
                if (label.threshold().isPresent() && activation >= label.threshold().getAsDouble()) {
                    strong++;
                    holding += sayings.of(reading.tokens(), position).contains(label.text()) ? 1 : 0;
                }
            }
        }
        return strong >= FEWEST && holding >= PRECISE * strong;
    }
}
