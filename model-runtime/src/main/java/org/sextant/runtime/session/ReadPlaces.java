package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Which token of each prompt is read, as [TokenPosition] says. Needs the tokenizer alone; safe on any thread.
final class ReadPlaces {
    private static final Prompt SPACE = new Prompt.Text(" ", false);

    private final LoadedModel model;
    private final TokenPlaces places;

    ReadPlaces(LoadedModel model) {
        this.model = model;
        this.places = new TokenPlaces(model.prompts());
    }

    /// @param padded whether shorter prompts are filled up with spaces to the longest (METHODS.md 4.2)
    /// @throws PromptException if a prompt cannot be run or has no such token, or no token stands for a space
    List<RowReader.Text> read(List<Prompt> prompts, TokenPosition rule, boolean padded) {
        List<List<Integer>> ids = new ArrayList<>();
        for (Prompt prompt : prompts) {
            ids.add(Arrays.stream(model.prompts().runnable(prompt)).boxed().toList());
        }
        if (padded) {
            int longest = ids.stream().mapToInt(List::size).max().orElse(0);
            ids.replaceAll(each -> padded(each, longest));
        }
        return IntStream.range(0, ids.size()).mapToObj(i -> new RowReader.Text(ids.get(i),
                List.of(places.of(rule, prompts.get(i), ids.get(i).stream().mapToInt(Integer::intValue).toArray()))))
                .toList();
    }

    /// With spaces at its end, as many tokens as the longest.
    private List<Integer> padded(List<Integer> ids, int length) {
        List<Integer> padded = new ArrayList<>(ids);
        while (padded.size() < length) {
            int[] space = model.prompts().ids(SPACE);
            if (space.length != 1) {
                throw new PromptException("a prompt has " + ids.size() + " tokens and another " + length
                        + ", and no token stands for a space", "for model " + model.card().name(),
                        "give two prompts of as many tokens");
            }
            padded.add(space[0]);
        }
        return padded;
    }
}
