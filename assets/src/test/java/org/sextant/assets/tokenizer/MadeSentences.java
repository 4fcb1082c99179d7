package org.sextant.assets.tokenizer;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sentences by a seeded generator, to learn from in tests.
final class MadeSentences {
    private static final List<String> NAMES = List.of("Anna", "Boris", "Clara", "Daniel");
    private static final List<String> PLACES = List.of("Paris", "Rome", "Berlin", "Lisbon", "Kyoto");
    private static final List<String> THINGS = List.of("river", "bridge", "lantern", "museum", "garden");

    private MadeSentences() {}

    static List<String> all() {
        Random random = new Random(1743);
        return IntStream.range(0, 400).mapToObj(_ -> sentence(random)).toList();
    }

    private static String sentence(Random random) {
        String name = pick(NAMES, random);
        String place = pick(PLACES, random);
        String thing = pick(THINGS, random);
        int year = 1500 + random.nextInt(500);
        return switch (random.nextInt(3)) {
            case 0 -> String.format(Locale.ROOT, "%s was born in %s in %d.", name, place, year);
            case 1 -> String.format(Locale.ROOT, "<|user|> Who lives near the %s?<|end|><|assistant|> %s does.<|end|>",
                    thing, name);
            default -> String.format(Locale.ROOT, "The %s of %s (built %d) is old, but %s's map\nshows it.", thing,
                    place, year, name);
        };
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    static Stream<String> stream() {
        return all().stream();
    }
}
