package org.sextant.app.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads numbers of layers: `0-5`, `1,3,6-8`.
final class LayerList {
    private static final Pattern PART = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    private LayerList() {}

    /// @param layers of the model
    /// @throws CommandException if it is no list, or the model lacks a layer
    static List<Integer> parse(String text, int layers) {
        return Stream.of(text.split(",", -1)).flatMapToInt(part -> {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new CommandException("this is no list of layers", "--layers " + text,
                        "give numbers and ranges, such as 0-5 or 1,3");
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            Ranges.check(first <= last && last < layers, "--layers " + text,
                    "give layers from 0 to " + (layers - 1) + ", ranges from the lower to the higher");
            return IntStream.rangeClosed(first, last);
        }).boxed().toList();
    }
}
