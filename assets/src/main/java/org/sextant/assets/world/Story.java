package org.sextant.assets.world;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// A text in the making: patterns go in, sentences come out.
///
/// What a slot was filled with holds within a scene; people stay for the whole story. Nothing is picked twice while
/// there is something else to pick, and two people whose names are kept apart in training never meet.
final class Story {
    private static final String PERSON = "person";
    private static final String NAMES = "names";
    private static final int TRIES = 12;

    private final Lexicon lexicon;
    private final HeldOut heldOut;
    private final SplittableRandom random;
    private final Map<String, Word> people = new HashMap<>();
    private final Map<String, Word> things = new HashMap<>();
    private final Set<Lexicon.Entry> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder text = new StringBuilder();
    private Side side = Side.FIRST;

    Story(Lexicon lexicon, HeldOut heldOut, SplittableRandom random) {
        this.lexicon = lexicon;
        this.heldOut = heldOut;
        this.random = random;
    }

    SplittableRandom random() {
        return random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// Contrasts take this side from here on.
    Story on(Side newSide) {
        side = newSide;
        return this;
    }

    Story bind(String key, Word word) {
        things.put(key, word);
        return this;
    }

    Story cast(String key, Word person) {
        people.put(key, person);
        return this;
    }

    /// The person of this name in the story, who enters it if need be.
    Word person(String key) {
        return people.computeIfAbsent(key, _ -> newcomer());
    }

    /// Whether two people whose names never stand together in training have this story to themselves.
    static boolean keptApart(HeldOut heldOut, Word one, Word other) {
        return heldOut.holdsUnordered(NAMES, one.text(), other.text());
    }

    /// Some pattern of a list, filled in.
    Story tell(String list) {
        return write(pick(list).pattern());
    }

    Story write(Pattern pattern) {
        if (!text.isEmpty()) {
            text.append(' ');
        }
        fill(pattern, text);
        return this;
    }

    Story write(String literal) {
        text.append(text.isEmpty() ? "" : " ").append(literal);
        return this;
    }

    /// Lets two remembered words change places.
    Story swap(String one, String other) {
        Word first = things.get(one);
        things.put(one, things.get(other));
        things.put(other, first);
        return this;
    }

    /// Ends a scene: only its people are remembered.
    Story endScene() {
        things.clear();
        return this;
    }

    int words() {
        return (int) text.chars().filter(c -> c == ' ').count() + 1;
    }

    /// The text with its capitals, and with the marks where a prompt could end.
    String marked() {
        return Capitals.set(text);
    }

    /// What this pattern would say on a side, written nowhere.
    Prompt render(Pattern pattern, Side onSide) {
        Side before = side;
        side = onSide;
        StringBuilder out = new StringBuilder();
        fill(pattern, out);
        side = before;
        return Prompt.of(out.toString());
    }

    Prompt prompt() {
        return Prompt.of(marked());
    }

    String text() {
        return marked().replace(String.valueOf(Pattern.CUT), "");
    }

    Lexicon.Entry pick(String list) {
        List<Lexicon.Entry> entries = lexicon.list(list);
        Lexicon.Entry entry = entries.get(random.nextInt(entries.size()));
        for (int i = 0; i < TRIES && used.contains(entry); i++) {
            entry = entries.get(random.nextInt(entries.size()));
        }
        used.add(entry);
        return entry;
    }

    private Word newcomer() {
        List<Lexicon.Entry> names = lexicon.list(PERSON);
        while (true) {
            Word name = names.get(random.nextInt(names.size())).word();
            if (people.values().stream().noneMatch(other -> other.equals(name) || keptApart(heldOut, other, name))) {
                return name;
            }
        }
    }

    private void fill(Pattern pattern, StringBuilder out) {
        for (Pattern.Part part : pattern.parts()) {
            switch (part) {
                case Pattern.Literal(String literal) -> out.append(literal);
                case Pattern.Contrast(Pattern first, Pattern second) -> fill(side == Side.FIRST ? first : second, out);
                case Pattern.Choice(List<Pattern> options) -> fill(options.get(random.nextInt(options.size())), out);
                case Pattern.Slot slot -> out.append(form(slot.form(), word(slot.list(), slot.key())));
            }
        }
    }

    private String form(String form, Word word) {
        return switch (form) {
            case "" -> word.text();
            case "a" -> word.withArticle();
            case "s" -> word.plural();
            case "n" -> side == Side.FIRST ? word.text() : word.plural();
            default -> word.pronoun(form);
        };
    }

    private Word word(String list, String key) {
        if (list.equals(PERSON)) {
            return person(key.isEmpty() ? "extra" + people.size() : key);
        }
        Word known = things.get(key.isEmpty() ? list : key);
        if (known == null) {
            known = people.get(list);
        }
        if (known != null) {
            return known;
        }
        Word picked = expand(pick(list));
        if (!key.isEmpty()) {
            things.put(key, picked);
        }
        return picked;
    }

    private Word expand(Lexicon.Entry entry) {
        if (entry.pattern().parts().size() == 1 && entry.pattern().parts().getFirst() instanceof Pattern.Literal) {
            return entry.word();
        }
        StringBuilder phrase = new StringBuilder();
        fill(entry.pattern(), phrase);
        return Word.of(phrase.toString());
    }
}
