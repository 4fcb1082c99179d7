package org.sextant.assets.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.sextant.assets.evaluate.FeatureReading;
import org.sextant.assets.evaluate.TokenSayings;

/// Finds short labels for features: of all simple things that can be said of a token the one that best tells where a
/// feature is strongly active, and how strong that is. It is found on some texts and checked on others.
final class LabelFinder {
    /// A feature is strongly active where it has one of these shares of its largest activation, or more.
    private static final double[] STRONG = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    private static final int EXAMPLES = 3;
    private static final int CONTEXT = 6;
    /// Strongly active tokens that a label is found from, at the least.
    private static final int FEWEST = 12;
    /// Shares of strongly active tokens that a label is true of, and of the tokens that it is true of that are strongly
    /// active, from which on it is preferred to one with a higher F1.
    private static final double PRECISE = 0.85;
    private static final double RECALLED = 0.15;

    private final TokenSayings sayings;

    LabelFinder(TokenSayings sayings) {
        this.sayings = sayings;
    }

    /// How well a label tells where a feature is strongly active.
    ///
    /// @param precision share of the strongly active tokens that it is true of
    /// @param recall share of the tokens that it is true of that are strongly active
    record Fit(double precision, double recall) {
        double f1() {
            return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        }

        boolean isPrecise() {
            return precision >= PRECISE && recall >= RECALLED;
        }
    }

    /// What is said of a feature.
    ///
    /// @param label such as `a boat's name` or `after “the”`
    /// @param threshold activation from which on it is strongly active
    /// @param found on the texts that it was found on
    /// @param checked on texts that were kept from it
    /// @param mass sum of its activations over the texts that it was found on
    /// @param examples of its strongest activations, the token in brackets
    record Label(int feature, String label, double threshold, Fit found, Fit checked, double mass,
            List<String> examples) {}

    /// The labels of the strongest features that hold on both sets of texts, the strongest first.
    ///
    /// @param most labels that are looked for, among the strongest features
    /// @param least F1 on the texts that were kept from it, unless the label is precise there
    List<Label> of(List<FeatureReading> known, List<FeatureReading> unseen, int most, double least) {
        Map<Integer, Double> mass = new HashMap<>();
        Map<Integer, Float> largest = new HashMap<>();
        forEach(known, (feature, activation) -> {
            mass.merge(feature, (double) activation, Double::sum);
            largest.merge(feature, activation, Math::max);
        });
        List<Counts> found = new ArrayList<>();
        List<Counts> checked = new ArrayList<>();
        for (double share : STRONG) {
            found.add(new Counts(known, largest, share));
            checked.add(new Counts(unseen, largest, share));
        }
        List<Label> labels = new ArrayList<>();
        for (int feature : strongest(mass, most)) {
            best(found, feature).ifPresent(choice -> {
                Fit held = checked.get(choice.threshold()).fit(feature, choice.saying());
                if (held.f1() >= least || held.isPrecise()) {
                    labels.add(new Label(feature, choice.saying(),
                            STRONG[choice.threshold()] * largest.get(feature), choice.fit(), held, mass.get(feature),
                            examples(known, feature)));
                }
            });
        }
        return labels;
    }

    /// A saying at one of the thresholds.
    private record Choice(int threshold, String saying, Fit fit) {}

    /// A precise one before others, then by F1; of equals the lowest threshold.
    private static Optional<Choice> best(List<Counts> found, int feature) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            int threshold = i;
            Counts counts = found.get(i);
            counts.sayings(feature).forEach(
                    saying -> choices.add(new Choice(threshold, saying, counts.fit(feature, saying))));
        }
        return choices.stream().max(Comparator.<Choice, Boolean>comparing(choice -> choice.fit().isPrecise())
                .thenComparingDouble(choice -> choice.fit().f1())
                .thenComparing(Comparator.comparingInt(Choice::threshold).reversed())
                .thenComparing(Comparator.comparingInt((Choice choice) -> choice.saying().length()).reversed())
                .thenComparing(Comparator.comparing(Choice::saying).reversed()));
    }

    private static void forEach(List<FeatureReading> readings, BiConsumer<Integer, Float> action) {
        readings.forEach(reading -> reading.active().forEach(active -> active.forEach(action)));
    }

    private static List<Integer> strongest(Map<Integer, Double> mass, int most) {
        return mass.entrySet().stream().sorted(Map.Entry.<Integer, Double>comparingByValue().reversed()
                .thenComparing(Map.Entry.comparingByKey())).limit(most).map(Map.Entry::getKey).toList();
    }

    private static List<String> examples(List<FeatureReading> readings, int feature) {
        record Place(FeatureReading reading, int position, float activation) {}
        List<Place> places = new ArrayList<>();
        for (FeatureReading reading : readings) {
            for (int position = 0; position < reading.tokens().size(); position++) {
                Float activation = reading.active().get(position).get(feature);
                if (activation != null) {
                    places.add(new Place(reading, position, activation));
                }
            }
        }
        return places.stream().sorted(Comparator.comparingDouble(place -> -place.activation())).limit(EXAMPLES)
                .map(place -> excerpt(place.reading().tokens(), place.position())).toList();
    }

    private static String excerpt(List<String> tokens, int position) {
        String before = String.join("", tokens.subList(Math.max(0, position - CONTEXT), position));
        String after = String.join("",
                tokens.subList(position + 1, Math.min(tokens.size(), position + 1 + CONTEXT)));
        String token = tokens.get(position);
        String space = token.startsWith(" ") ? " " : "";
        return (before + space + "[" + token.strip() + "]" + after).strip();
    }

    /// How often features are strongly active, what can be said of tokens, and how often both.
    private final class Counts {
        private final Map<Integer, Integer> active = new HashMap<>();
        private final Map<String, Integer> said = new HashMap<>();
        private final Map<Integer, Map<String, Integer>> both = new HashMap<>();

        /// @param share of its largest activation from which on a feature is strongly active
        Counts(List<FeatureReading> readings, Map<Integer, Float> largest, double share) {
            for (FeatureReading reading : readings) {
                for (int position = 0; position < reading.tokens().size(); position++) {
                    List<String> holding = sayings.of(reading.tokens(), position);
                    holding.forEach(saying -> said.merge(saying, 1, Integer::sum));
                    reading.active().get(position).forEach((feature, activation) -> {
                        if (activation >= share * largest.getOrDefault(feature, Float.POSITIVE_INFINITY)) {
                            active.merge(feature, 1, Integer::sum);
                            Map<String, Integer> own = both.computeIfAbsent(feature, _ -> new HashMap<>());
                            holding.forEach(saying -> own.merge(saying, 1, Integer::sum));
                        }
                    });
                }
            }
        }

        /// What is true of some strongly active token, if there are tokens enough.
        Iterable<String> sayings(int feature) {
            return active.getOrDefault(feature, 0) < FEWEST ? List.of() : both.get(feature).keySet();
        }

        Fit fit(int feature, String saying) {
            double hits = both.getOrDefault(feature, Map.of()).getOrDefault(saying, 0);
            return new Fit(hits / Math.max(1, active.getOrDefault(feature, 0)),
                    hits / Math.max(1, said.getOrDefault(saying, 0)));
        }
    }
}
