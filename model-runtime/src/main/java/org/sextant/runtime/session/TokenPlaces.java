package org.sextant.runtime.session;

import java.util.List;
import java.util.stream.IntStream;

/// Finds the tokens that a rule means.
final class TokenPlaces {
    private final PromptReader prompts;

    TokenPlaces(PromptReader prompts) {
        this.prompts = prompts;
    }

    /// Positions whose mean is read.
    ///
    /// @param ids of the prompt
    /// @throws PromptException if the prompt has no such token
    List<Integer> of(TokenPosition rule, Prompt prompt, int[] ids) {
        return switch (rule.kind()) {
            case LAST -> List.of(ids.length - 1);
            case MEAN -> ordinary(ids);
            case FROM_END -> List.of(inside(ids.length + rule.index(), rule, ids.length));
            case INSTRUCTION_END -> List.of(prompts.instructionEnd(prompt));
            case AFTER_INSTRUCTION -> List.of(inside(prompts.instructionEnd(prompt) + 1, rule, ids.length));
        };
    }

    /// Places from the end, the last first, of the tokens after the instruction that conversations have in common.
    ///
    /// @throws PromptException if they have none
    List<Integer> afterInstructions(List<Prompt> conversations) {
        int least = Integer.MAX_VALUE;
        for (Prompt prompt : conversations) {
            least = Math.min(least, prompts.runnable(prompt).length - 1 - prompts.instructionEnd(prompt));
        }
        if (least == 0) {
            throw new PromptException("a conversation ends with its instruction", "among the prompts",
                    "add the generation prompt, or say which tokens from the end are candidates");
        }
        return IntStream.rangeClosed(1, least).mapToObj(place -> -place).toList();
    }

    private List<Integer> ordinary(int[] ids) {
        List<Integer> all = IntStream.range(0, ids.length).boxed().toList();
        List<Integer> ordinary = prompts.tokens(ids, 0).stream().filter(token -> !token.special()).map(Token::position)
                .toList();
        return ordinary.isEmpty() ? all : ordinary;
    }

    private static int inside(int place, TokenPosition rule, int length) {
        if (place < 0 || place >= length) {
            throw new PromptException("the prompt has " + length + " tokens and none at " + rule.label(),
                    "among the prompts", "give longer prompts or choose another token");
        }
        return place;
    }
}
