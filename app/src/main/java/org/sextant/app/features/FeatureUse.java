package org.sextant.app.features;

import java.util.List;
import java.util.Optional;

import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.FeaturesResult.Active;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringRow;

/// What a feature is steered by (METHODS.md 4.8). Strengths are in units of its largest activation.
enum FeatureUse {
    ADD("Add", "Shortcut+Shift+A", "Add more or less of it: a slider that begins where it changes nothing"),
    HOLD("Hold", "Shortcut+Shift+H", "Hold it at its largest activation at every token"),
    ABLATE("Ablate", "Shortcut+Shift+X", "Hold it at 0: the model goes on without it"),
    AMPLIFY("Amplify", "Shortcut+Shift+M",
            "Multiply it, first by 2, wherever it is active, in the text to come too");

    private static final double TWICE = 2;
    private static final int LONGEST = 28;

    private final String title;
    private final String key;
    private final String description;

    FeatureUse(String title, String key, String description) {
        this.title = title;
        this.key = key;
        this.description = description;
    }

    /// A feature and how strong it gets.
    ///
    /// @param sae its SAE
    /// @param number of the feature
    /// @param label empty without one
    /// @param largest activation that is known of it; 0 where none is
    record Feature(SaeCard sae, int number, String label, double largest) {
        static Feature of(SaeCard sae, int number, String label, Optional<PromptFeatures> prompt, double inCorpus) {
            List<Active> here = prompt.map(all -> all.of(number)).orElse(List.of());
            double largest = here.stream().mapToDouble(Active::activation).max().orElse(0);
            return new Feature(sae, number, label, Math.max(largest, Double.isNaN(inCorpus) ? 0 : inCorpus));
        }

        private double unit() {
            return largest > 0 ? largest : 1;
        }
    }

    String title() {
        return title;
    }

    /// The keys that do it.
    String key() {
        return key;
    }

    String description() {
        return description;
    }

    /// Why a feature cannot be used so; empty where it can.
    Optional<String> obstacle(Feature feature) {
        if (this != ADD && feature.sae().transcoder()) {
            return Optional
                    .of("A transcoder's features are read elsewhere than they are written: they can be added only.");
        }
        return Optional.empty();
    }

    /// A row for the slider board.
    SteeringRow row(Feature feature) {
        return switch (this) {
            case ADD -> row(feature, "", Operation.ADD_FEATURE, 0, Positions.ALL);
            case HOLD -> row(feature, "", Operation.CLAMP_FEATURE, rounded(feature.unit()), Positions.ALL);
            case ABLATE -> row(feature, "no ", Operation.CLAMP_FEATURE, 0, Positions.ALL);
            case AMPLIFY -> row(feature, "", Operation.SCALE_FEATURE, TWICE, Positions.ALL);
        };
    }

    /// How far the slider goes at least: to twice the largest activation, or from −1 to 3 times what it is.
    double reach(Feature feature) {
        return this == AMPLIFY ? TWICE : rounded(TWICE * feature.unit());
    }

    private static SteeringRow row(Feature feature, String before, Operation operation, double amount,
            Positions positions) {
        String named = before + (feature.label().isEmpty() ? "feature " + feature.number() : feature.label());
        return SteeringRow.of(named.length() > LONGEST ? named.substring(0, LONGEST - 1) + "…" : named, 0,
                List.of(new FeatureEdit(feature.sae().site(), operation, feature.sae().folder(), feature.number(),
                        amount, positions)));
    }

    /// As the slider shows it.
    private static double rounded(double value) {
        return Double.parseDouble(Numbers.format(value));
    }
}
