package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.PromptException;

/// What a person types, as a prompt.
final class PromptText {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    private PromptText() {}

    /// Text, taken as it is.
    ///
    /// @param specialTokens whether the tokenizer adds those that its files ask for
    static Prompt text(String typed, boolean specialTokens) {
        if (typed.isEmpty()) {
            throw new PromptException("the prompt is empty", "in the prompt field", "type some text");
        }
        return new Prompt.Text(typed, specialTokens);
    }

    /// Token ids, separated by commas or blanks: `1, 2, 3`.
    static Prompt ids(String typed) {
        String trimmed = typed.strip();
        if (trimmed.isEmpty()) {
            throw new PromptException("the prompt is empty", "in the prompt field", "type token ids such as 1, 2, 3");
        }
        List<Integer> ids = new ArrayList<>();
        for (String item : SEPARATOR.split(trimmed, 0)) {
            ids.add(id(item, ids.size()));
        }
        return new Prompt.Ids(ids);
    }

    private static int id(String item, int position) {
        try {
            return Integer.parseInt(item);
        } catch (NumberFormatException notANumber) {
            throw new PromptException("“" + item + "” is no token id", "at position " + position,
                    "type whole numbers such as 1, 2, 3");
        }
    }
}
