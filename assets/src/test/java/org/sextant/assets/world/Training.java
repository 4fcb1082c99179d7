package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Twenty thousand training documents of one world, and what is counted in them.
final class Training {
    static final HarbourWorld WORLD = HarbourWorld.of(7);
    static final List<Composer.Document> DOCUMENTS = IntStream.range(0, 20_000)
            .mapToObj(i -> WORLD.compose(Course.HARBOUR, i)).toList();

    /// Where a shape lets a slot stand that is no group.
    static final String ANYTHING = "[A-Za-z ]{1,40}";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z]+|\\d\\d|[\\[\\](){}]");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!]) |<\\|[a-z]+\\|> ?");

    private Training() {}

    /// How often each word, bracket and pair of digits occurs.
    static Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        for (Composer.Document document : DOCUMENTS) {
            TOKEN.matcher(document.text()).results().forEach(word -> counts.merge(word.group(), 1, Integer::sum));
        }
        return counts;
    }

    static void forEachSentence(Composer.Document document, Consumer<String> consumer) {
        SENTENCE_END.splitAsStream(document.text()).filter(sentence -> !sentence.isBlank()).forEach(consumer);
    }

    /// What a sentence of this pattern looks like; the given slots are groups, by their list or key.
    static Pattern shape(org.sextant.assets.world.Pattern pattern, Side side, List<String> groups) {
        StringBuilder regex = new StringBuilder();
        append(pattern, side, groups, new ArrayList<>(), regex);
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }

    private static void append(org.sextant.assets.world.Pattern pattern, Side side, List<String> groups,
            List<String> open, StringBuilder regex) {
        for (org.sextant.assets.world.Pattern.Part part : pattern.parts()) {
            switch (part) {
                case org.sextant.assets.world.Pattern.Literal(String text) ->
                    regex.append(Pattern.quote(text.replace("^", "")));
                case org.sextant.assets.world.Pattern.Contrast(var first, var second) ->
                    append(side == Side.FIRST ? first : second, side, groups, open, regex);
                case org.sextant.assets.world.Pattern.Choice(var options) -> {
                    regex.append("(?:");
                    for (int i = 0; i < options.size(); i++) {
                        regex.append(i == 0 ? "" : "|");
                        append(options.get(i), side, groups, open, regex);
                    }
                    regex.append(')');
                }
                case org.sextant.assets.world.Pattern.Slot slot -> regex.append(slot(slot, groups, open));
            }
        }
    }

    private static String slot(org.sextant.assets.world.Pattern.Slot slot, List<String> groups, List<String> open) {
        String name = slot.key().isEmpty() ? slot.list() : slot.key();
        if (!groups.contains(name) || open.contains(name)) {
            return ANYTHING;
        }
        open.add(name);
        return "(?<" + name + ">[A-Za-z]+)";
    }
}
