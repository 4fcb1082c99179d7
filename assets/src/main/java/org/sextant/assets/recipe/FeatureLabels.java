package org.sextant.assets.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Finds short labels for features: of all simple things that can be said of a token (which it is, what kind of word, what
/// stands before or after it) the one that best tells where a feature is strongly active. It is found on some texts and
/// checked on others.
final class FeatureLabels {
    /// A feature is strongly active where it has this share of its largest activation, or more.
    private static final double STRONG = 0.3;
    private static final int EXAMPLES = 3;
    private static final int CONTEXT = 6;
    /// Strongly active tokens that a label is found from, at the least.
    private static final int FEWEST = 12;

    private final Map<String, Set<String>> kinds;

    /// @param kinds words of a kind, by the kind's name
    FeatureLabels(Map<String, Set<String>> kinds) {
        this.kinds = kinds;
    }

    /// A text and what was active in it.
    ///
    /// @param tokens with their leading spaces
    /// @param active activations of some features, by position
    record Reading(List<String> tokens, List<Map<Integer, Float>> active) {}

    /// What is said of a feature.
    ///
    /// @param label such as `a boat's name` or `after “the”`
    /// @param found F1 of the label on the texts that it was found on: harmonic mean of precision and recall
    /// @param checked F1 on texts that were kept from it
    /// @param mass sum of its activations over the texts that it was found on
    /// @param examples of its strongest activations, the token in brackets
    record Label(int feature, String label, double found, double checked, double mass, List<String> examples) {}

    /// The labels of the strongest features that hold on both sets of texts, the strongest first.
    ///
    /// @param most labels that are looked for, among the strongest features
    /// @param least F1 on the texts that were kept from it
    List<Label> of(List<Reading> known, List<Reading> unseen, int most, double least) {
        Map<Integer, Double> mass = new HashMap<>();
        Map<Integer, Float> largest = new HashMap<>();
        forEach(known, (feature, activation) -> {
            mass.merge(feature, (double) activation, Double::sum);
            largest.merge(feature, activation, Math::max);
        });
        Counts found = new Counts(known, largest);
        Counts checked = new Counts(unseen, largest);
        List<Label> labels = new ArrayList<>();
        for (int feature : strongest(mass, most)) {
            found.best(feature).filter(label -> checked.f1(feature, label) >= least).ifPresent(label -> labels.add(
                    new Label(feature, label, found.f1(feature, label), checked.f1(feature, label), mass.get(feature),
                            examples(known, feature))));
        }
        return labels;
    }

    private static void forEach(List<Reading> readings, BiConsumer<Integer, Float> action) {
        readings.forEach(reading -> reading.active().forEach(active -> active.forEach(action)));
    }

    private static List<Integer> strongest(Map<Integer, Double> mass, int most) {
        return mass.entrySet().stream().sorted(Map.Entry.<Integer, Double>comparingByValue().reversed()
                .thenComparing(Map.Entry.comparingByKey())).limit(most).map(Map.Entry::getKey).toList();
    }

    private static List<String> examples(List<Reading> readings, int feature) {
        record Place(Reading reading, int position, float activation) {}
        List<Place> places = new ArrayList<>();
        for (Reading reading : readings) {
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

    /// What can be said of the token at a position.
    private List<String> sayings(List<String> tokens, int position) {
        List<String> sayings = new ArrayList<>();
        String token = tokens.get(position).strip();
        sayings.add("“" + token + "”");
        kinds(token).forEach(sayings::add);
        if (position > 0) {
            String before = tokens.get(position - 1).strip();
            sayings.add("after “" + before + "”");
            kinds(before).forEach(kind -> sayings.add("after " + kind));
        }
        if (position + 1 < tokens.size()) {
            String after = tokens.get(position + 1).strip();
            sayings.add("before “" + after + "”");
            kinds(after).forEach(kind -> sayings.add("before " + kind));
        }
        return sayings;
    }

    private List<String> kinds(String word) {
        return kinds.entrySet().stream().filter(kind -> kind.getValue().contains(word)).map(Map.Entry::getKey)
                .sorted().toList();
    }

    /// How often features are strongly active, what can be said of tokens, and how often both.
    private final class Counts {
        private final Map<Integer, Integer> active = new HashMap<>();
        private final Map<String, Integer> said = new HashMap<>();
        private final Map<Integer, Map<String, Integer>> both = new HashMap<>();

        Counts(List<Reading> readings, Map<Integer, Float> largest) {
            for (Reading reading : readings) {
                for (int position = 0; position < reading.tokens().size(); position++) {
                    List<String> sayings = sayings(reading.tokens(), position);
                    sayings.forEach(saying -> said.merge(saying, 1, Integer::sum));
                    reading.active().get(position).forEach((feature, activation) -> {
                        if (activation >= STRONG * largest.getOrDefault(feature, Float.POSITIVE_INFINITY)) {
                            active.merge(feature, 1, Integer::sum);
                            Map<String, Integer> own = both.computeIfAbsent(feature, _ -> new HashMap<>());
                            sayings.forEach(saying -> own.merge(saying, 1, Integer::sum));
                        }
                    });
                }
            }
        }

        /// The saying with the highest F1; of equals the shortest, then the first in the alphabet.
        Optional<String> best(int feature) {
            if (active.getOrDefault(feature, 0) < FEWEST) {
                return Optional.empty();
            }
            return both.get(feature).keySet().stream()
                    .max(Comparator.<String>comparingDouble(saying -> f1(feature, saying))
                            .thenComparing(Comparator.comparingInt(String::length).reversed())
                            .thenComparing(Comparator.reverseOrder()));
        }

        double f1(int feature, String saying) {
            int hits = both.getOrDefault(feature, Map.of()).getOrDefault(saying, 0);
            int all = active.getOrDefault(feature, 0) + said.getOrDefault(saying, 0);
            return all == 0 ? 0 : 2.0 * hits / all;
        }
    }
}
