package org.sextant.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.runtime.session.Update;

/// The continuation of one prompt: one text, or two beside each other.
///
/// @param text the only one, or the unsteered one
/// @param steered the other
record GeneratedTexts(GeneratedText text, Optional<SteeredText> steered) {
    /// Where texts have grown.
    ///
    /// @param text first piece of the text that is new or has changed
    /// @param steered first piece of the steered text that is new or has changed
    record Growth(OptionalInt text, OptionalInt steered) {
        /// Both have grown from their first piece on.
        static final Growth WHOLE = new Growth(OptionalInt.of(0), OptionalInt.of(0));

        boolean isNone() {
            return text.isEmpty() && steered.isEmpty();
        }
    }

    static GeneratedTexts one() {
        return new GeneratedTexts(new GeneratedText(), Optional.empty());
    }

    /// @param expected how many tokens there will be at most
    static GeneratedTexts two(int expected) {
        var unsteered = new GeneratedText();
        return new GeneratedTexts(unsteered, Optional.of(new SteeredText(unsteered, expected)));
    }

    Growth add(List<Update> updates) {
        OptionalInt first = OptionalInt.empty();
        OptionalInt firstSteered = OptionalInt.empty();
        for (Update update : updates) {
            if (update instanceof Update.Beside beside && beside.steered()) {
                firstSteered = least(firstSteered, steered.orElseThrow().add(beside));
            } else if (update instanceof Update.Beside beside) {
                first = least(first, text.add(
                        new Update.Generated(beside.token(), beside.textSoFar(), beside.probability())));
            } else if (update instanceof Update.Generated generated) {
                first = least(first, text.add(generated));
            }
        }
        return new Growth(first, firstSteered);
    }

    private static OptionalInt least(OptionalInt before, int next) {
        return OptionalInt.of(Math.min(before.orElse(next), next));
    }

    /// How many tokens the longest has.
    int size() {
        return Math.max(text.size(), steered.map(beside -> beside.text().size()).orElse(0));
    }

    /// `12 tokens each · 31.3 tokens/s`.
    ///
    /// @param tokensPerSecond 0 where it is not known
    String words(double tokensPerSecond) {
        String count = steered.map(beside -> count(beside.text())).orElseGet(() -> count(text.size()));
        return tokensPerSecond > 0 ? count + String.format(Locale.ROOT, " · %.1f tokens/s", tokensPerSecond) : count;
    }

    private String count(GeneratedText other) {
        return text.size() == other.size()
                ? count(text.size()) + " each"
                : text.size() + " and " + count(other.size());
    }

    private static String count(int tokens) {
        return tokens + (tokens == 1 ? " token" : " tokens");
    }

    /// As it is copied: two texts with their names.
    String copied() {
        return steered.map(beside -> "unsteered:\n" + text.text() + "\n\nsteered:\n" + beside.text().text() + "\n")
                .orElseGet(text::text);
    }
}
