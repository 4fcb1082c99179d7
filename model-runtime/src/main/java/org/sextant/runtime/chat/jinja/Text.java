package org.sextant.runtime.chat.jinja;

import java.util.Locale;
import java.util.function.IntPredicate;

/// Strings as Python sees them: sequences of code points, with its idea of whitespace.
final class Text {
    private static final int NEXT_LINE = 0x85;

    private Text() {}

    static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == NEXT_LINE;
    }

    /// Whether there is something and all of it is whitespace.
    static boolean isSpace(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(Text::isSpace);
    }

    static String strip(String text) {
        return strip(text, Text::isSpace, true, true);
    }

    static String stripEnd(String text) {
        return strip(text, Text::isSpace, false, true);
    }

    static String strip(String text, IntPredicate goes, boolean atStart, boolean atEnd) {
        int from = 0;
        int to = text.length();
        while (atStart && from < to && goes.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (atEnd && to > from && goes.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String of(int point) {
        return Character.toString(point);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// First character large, all others small.
    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = Character.charCount(text.codePointAt(0));
        return title(text.substring(0, first)) + lower(text.substring(first));
    }

    /// Each letter that follows no letter large, all others small.
    static String title(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            String one = of(point);
            titled.append(inWord ? lower(one) : titleCase(point));
            inWord = Character.isLetter(point);
        }
        return titled.toString();
    }

    private static String titleCase(int point) {
        return Character.toTitleCase(point) == point ? capital(upper(of(point)))
                : of(Character.toTitleCase(point));
    }

    /// A letter whose capital is several, such as ß, begins with a large one.
    private static String capital(String large) {
        int first = Character.charCount(large.codePointAt(0));
        return large.substring(0, first) + lower(large.substring(first));
    }
}
