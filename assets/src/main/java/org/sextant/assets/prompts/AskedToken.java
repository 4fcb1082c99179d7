package org.sextant.assets.prompts;

import java.util.List;
import java.util.function.Function;

import org.sextant.assets.world.PromptPair;

/// The one token that a prompt asks for: where the text with the right answer and the text with the wrong one part. What
/// they have in common is the prompt, so that a space or a digit before the answer falls to the side where the tokenizer
/// puts it.
///
/// @param prompt ids up to the token that is asked for
/// @param answer the right one
/// @param wrong the wrong one
/// @param after how many tokens of the right text come with and after the one that is asked for
public record AskedToken(List<Integer> prompt, int answer, int wrong, int after) {
    public AskedToken {
        prompt = List.copyOf(prompt);
    }

    /// @param ids turns a text into ids, with the token that begins it
    public static AskedToken of(PromptPair pair, Function<String, List<Integer>> ids) {
        List<Integer> right = ids.apply(pair.clean() + pair.answer());
        List<Integer> wrong = ids.apply(pair.clean() + pair.wrong());
        int parting = 0;
        while (right.get(parting).equals(wrong.get(parting))) {
            parting++;
        }
        return new AskedToken(right.subList(0, parting), right.get(parting), wrong.get(parting),
                right.size() - parting);
    }
}
