package org.sextant.assets.world;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// A text in the making: patterns go in, sentences come out.
///
/// What a slot was filled with holds within a scene, people stay for the whole story. Nothing is picked twice while
/// there is something else to pick.
final class Story {
    private static final String PERSON = "person";
    private static final int TRIES = 12;

    private final Lexicon lexicon;
    private final SplittableRandom random;
    private final Cast cast;
    private final Set<Lexicon.Entry> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder text = new StringBuilder();
    private Side side = Side.FIRST;

    Story(Lexicon lexicon, HeldOut heldOut, SplittableRandom random) {
        this.lexicon = lexicon;
        this.random = random;
        cast = new Cast(lexicon.words(PERSON), heldOut, random);
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

    Story bind(String key, Word thing) {
        cast.remember(key, thing);
        return this;
    }

    Story enter(String key, Word person) {
        cast.enter(key, person);
        return this;
    }

    /// The person of this key in the story, who enters it if need be.
    Word person(String key) {
        return cast.person(key);
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

    /// What a pattern says here, written nowhere; what it remembers stays.
    String filled(Pattern pattern) {
        StringBuilder out = new StringBuilder();
        fill(pattern, out);
        return out.toString();
    }

    /// Ends a scene: only its people are remembered.
    Story endScene() {
        cast.forgetThings();
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
            return key.isEmpty() ? cast.passerBy() : cast.person(key);
        }
        return (key.isEmpty() ? cast.find(list) : cast.thing(key)).orElseGet(() -> fresh(list, key));
    }

    private Word fresh(String list, String key) {
        Word picked = expand(pick(list));
        if (!key.isEmpty()) {
            cast.remember(key, picked);
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
