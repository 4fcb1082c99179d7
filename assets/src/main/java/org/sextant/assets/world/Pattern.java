package org.sextant.assets.world;

import java.util.ArrayList;
import java.util.List;

/// A line of text with places to be filled in.
///
/// | written | means |
/// |---|---|
/// | `{good}` | a word of the list *good* |
/// | `{good:g}` | the same, remembered as *g*: every `{good:g}` of a scene is one word |
/// | `{g}` | what was remembered as *g* |
/// | `{a good:g}` `{s good:g}` | with its article; in the plural |
/// | `{n good:g}` | singular on the first side of a contrast, plural on the second |
/// | `{he:p}` `{him:p}` `{his:p}` `{himself:p}` | the pronoun for *p* |
/// | `{full~empty}` | one of the two, by the side that the text takes |
/// | `[at once\|then\|]` | any one of these |
/// | `^` | where a prompt ends and its answer begins |
record Pattern(List<Part> parts) {
    static final char CUT = '^';

    sealed interface Part {}

    record Literal(String text) implements Part {}

    record Slot(String form, String list, String key) implements Part {}

    record Contrast(Pattern first, Pattern second) implements Part {}

    record Choice(List<Pattern> options) implements Part {}

    Pattern {
        parts = List.copyOf(parts);
    }

    static Pattern parse(String line) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '{' || c == '[') {
                int end = closing(line, at);
                String inside = line.substring(at + 1, end);
                parts.add(c == '{' ? slot(inside) : choice(inside));
                at = end + 1;
            } else {
                int end = at;
                while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != '[') {
                    end++;
                }
                parts.add(new Literal(line.substring(at, end)));
                at = end;
            }
        }
        return new Pattern(parts);
    }

    private static Part slot(String inside) {
        List<String> sides = split(inside, '~');
        if (sides.size() == 2) {
            return new Contrast(parse(sides.getFirst()), parse(sides.getLast()));
        }
        int space = inside.indexOf(' ');
        String form = space < 0 ? "" : inside.substring(0, space);
        String name = inside.substring(space + 1);
        int colon = name.indexOf(':');
        return colon < 0 ? new Slot(form, name, "") : named(form, name.substring(0, colon), name.substring(colon + 1));
    }

    private static Slot named(String form, String list, String key) {
        return switch (list) {
            case "he", "him", "his", "himself" -> new Slot(list, key, "");
            default -> new Slot(form, list, key);
        };
    }

    private static Choice choice(String inside) {
        return new Choice(split(inside, '|').stream().map(Pattern::parse).toList());
    }

    private static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            depth += step(text.charAt(at));
            if (depth == 0 && text.charAt(at) == separator) {
                pieces.add(text.substring(from, at));
                from = at + 1;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private static int closing(String line, int open) {
        int depth = 0;
        for (int at = open; at < line.length(); at++) {
            depth += step(line.charAt(at));
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("not closed: " + line);
    }

    private static int step(char c) {
        return switch (c) {
            case '{', '[' -> 1;
            case '}', ']' -> -1;
            default -> 0;
        };
    }
}
