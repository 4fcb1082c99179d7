package org.sextant.app.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.sextant.runtime.session.Prompt;

/// How what is typed is read.
enum Reading {
    /// Text, with the special tokens that the tokenizer adds.
    TEXT,
    /// Text that names its special tokens itself.
    PLAIN,
    /// Token ids.
    IDS;

    /// What is typed, as a prompt.
    ///
    /// @throws NumberFormatException if ids are wanted and it holds none
    Prompt prompt(String typed) {
        return this == IDS ? new Prompt.Ids(ids(typed)) : new Prompt.Text(typed, this == TEXT);
    }

    /// Answers between commas. A comma by itself is an answer.
    List<Prompt> answers(String typed) {
        if (this == IDS) {
            return ids(typed).stream().<Prompt>map(id -> new Prompt.Ids(List.of(id))).toList();
        }
        List<String> parts = Arrays.stream(typed.split(",")).filter(part -> !part.isBlank()).toList();
        List<String> answers = parts.isEmpty() && !typed.isEmpty() ? List.of(typed) : parts;
        return answers.stream().<Prompt>map(answer -> new Prompt.Text(answer, false)).toList();
    }

    /// What a person would type to have a prompt; empty for a conversation.
    static Optional<String> typed(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text text -> Optional.of(text.text());
            case Prompt.Ids ids -> Optional.of(
                    ids.ids().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            case Prompt.Chat _ -> Optional.empty();
        };
    }

    private static List<Integer> ids(String typed) {
        return Arrays.stream(typed.strip().split("[,\\s]+")).filter(part -> !part.isEmpty()).map(Integer::valueOf)
                .toList();
    }
}
