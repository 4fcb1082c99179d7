package org.sextant.runtime.steering;

import java.util.List;
import java.util.Locale;

/// Something that one has to know to use a vector and that its file does not say.
///
/// @param question as a clause: "where in a block its directions belong"
/// @param assumed what is taken for granted until the person says otherwise
/// @param others what it may be instead
public record OpenQuestion(Topic topic, String question, Choice assumed, List<Choice> others) {
    public OpenQuestion {
        others = List.copyOf(others);
    }

    /// What a question is about.
    public enum Topic {
        /// The place in a block: `hook_resid_post`.
        SITE,
        /// What to add to the file's numbers to get numbers of blocks, counted from 0.
        LAYER_OFFSET,
        /// What to multiply the directions with, or `unit` to make each one long.
        SCALE,
        /// What an edit does with them, by [Operation#id()].
        OPERATION;

        /// `layer_offset`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param value what [ImportedVector#answer] takes
    /// @param meaning in words
    public record Choice(String value, String meaning) {}

    /// In one line: what is open, what is assumed, and what it may be instead.
    @Override
    public String toString() {
        return question + " is not said; assumed is " + words(assumed) + ", it may be "
                + String.join(" or ", others.stream().map(OpenQuestion::words).toList());
    }

    private static String words(Choice choice) {
        return choice.value() + " (" + choice.meaning() + ")";
    }
}
