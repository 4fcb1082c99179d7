package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What tokens an answer has where a model gives it.
record AnswerTokens(PromptReader prompts) {
    /// An answer's tokens as they come after a prompt. A tokenizer that marks the beginnings of words cuts an answer by
    /// itself otherwise: where the two cannot be joined, the blank that it then begins with is left out.
    int[] after(Prompt prompt, Prompt answer) {
        if (answer instanceof Prompt.Text own && prompt instanceof Prompt.Text text) {
            int[] before = prompts.ids(text);
            int[] both = prompts.ids(new Prompt.Text(text.text() + own.text(), text.specialTokens()));
            if (both.length > before.length && Arrays.mismatch(before, both) == before.length) {
                return Arrays.copyOfRange(both, before.length, both.length);
            }
        }
        int[] alone = prompts.ids(answer);
        int blanks = 0;
        while (answer instanceof Prompt.Text && blanks + 1 < alone.length && prompts.text(alone[blanks]).isBlank()) {
            blanks++;
        }
        return Arrays.copyOfRange(alone, blanks, alone.length);
    }

    /// Tokens that refusals begin with: the first of each beginning, of a text both with a space before it and without.
    ///
    /// @throws RequestException if there is none
    Set<Integer> beginning(List<Prompt> refusals) {
        Set<Integer> first = new LinkedHashSet<>();
        for (Prompt begin : refusals) {
            first(begin, first);
            if (begin instanceof Prompt.Text text) {
                first(new Prompt.Text(" " + text.text(), text.specialTokens()), first);
            }
        }
        if (first.isEmpty()) {
            throw new RequestException("no token begins a refusal", "in the request",
                    "say how the model's refusals begin, such as \"I\"");
        }
        return first;
    }

    /// A space that stands alone is no beginning.
    private void first(Prompt begin, Set<Integer> refusals) {
        prompts.tokens(prompts.ids(begin), 0).stream().filter(token -> !token.text().isBlank()).findFirst()
                .ifPresent(token -> refusals.add(token.id()));
    }
}
