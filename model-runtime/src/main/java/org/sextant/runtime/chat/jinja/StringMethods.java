package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Python's methods of strings.
final class StringMethods {
    private static final Pattern LINES = Pattern.compile("\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]");

    private StringMethods() {}

    static Object of(String text, String name) {
        TemplateFunction method = switch (name) {
            case "strip" -> given -> strip(text, given, true, true);
            case "lstrip" -> given -> strip(text, given, true, false);
            case "rstrip" -> given -> strip(text, given, false, true);
            case "startswith" -> given -> matches(given, text::startsWith);
            case "endswith" -> given -> matches(given, text::endsWith);
            case "removeprefix" -> given -> text.startsWith(given.text(0, "prefix"))
                    ? text.substring(given.text(0, "prefix").length())
                    : text;
            case "removesuffix" -> given -> text.endsWith(given.text(0, "suffix"))
                    ? text.substring(0, text.length() - given.text(0, "suffix").length())
                    : text;
            case "split" -> given -> split(text, given, false);
            case "rsplit" -> given -> split(text, given, true);
            case "splitlines" -> given -> lines(text);
            case "upper" -> given -> Text.upper(text);
            case "lower" -> given -> Text.lower(text);
            case "title" -> given -> Text.title(text);
            case "capitalize" -> given -> Text.capitalize(text);
            case "replace" -> given -> replace(text, given.text(0, "old"), given.text(1, "new"),
                    given.number(2, "count", -1));
            case "find" -> given -> points(text, text.indexOf(given.text(0, "sub")));
            case "rfind" -> given -> points(text, text.lastIndexOf(given.text(0, "sub")));
            case "count" -> given -> count(text, given.text(0, "sub"));
            case "join" -> given -> join(text, Values.items(given.require(0, "iterable")).stream()
                    .map(item -> Values.text(item, "each item that is joined")).toList());
            case "isdigit", "isdecimal", "isnumeric" -> given -> all(text, Character::isDigit);
            case "isalpha" -> given -> all(text, Character::isLetter);
            case "isalnum" -> given -> all(text, Character::isLetterOrDigit);
            case "isspace" -> given -> Text.isSpace(text);
            case "isupper" -> given -> !text.equals(Text.lower(text)) && text.equals(Text.upper(text));
            case "islower" -> given -> !text.equals(Text.upper(text)) && text.equals(Text.lower(text));
            default -> null;
        };
        return method == null ? Absent.UNDEFINED : method;
    }

    private static boolean all(String text, IntPredicate kind) {
        return !text.isEmpty() && text.codePoints().allMatch(kind);
    }

    private static Object strip(String text, Arguments given, boolean atStart, boolean atEnd) {
        given.atMost(1, Set.of());
        Object chars = given.get(0, "chars", Absent.NONE);
        IntPredicate goes = chars == Absent.NONE ? Text::isSpace
                : point -> given.text(0, "chars").indexOf(point) >= 0;
        return Text.strip(text, goes, atStart, atEnd);
    }

    private static Object matches(Arguments given, Predicate<String> test) {
        given.atMost(1, Set.of());
        return given.require(0, "prefix") instanceof Tuple several
                ? several.items().stream().anyMatch(one -> test.test(Values.text(one, "the argument")))
                : test.test(given.text(0, "prefix"));
    }

    private static Object split(String text, Arguments given, boolean fromEnd) {
        given.atMost(2, Set.of("sep", "maxsplit"));
        Object separator = given.get(0, "sep", Absent.NONE);
        long most = given.number(1, "maxsplit", -1);
        boolean mirrored = fromEnd && most >= 0;
        String subject = mirrored ? mirror(text) : text;
        List<String> parts = separator == Absent.NONE
                ? words(subject, most)
                : parts(subject, mirrored ? mirror(given.text(0, "sep")) : given.text(0, "sep"), most);
        if (!mirrored) {
            return List.copyOf(parts);
        }
        List<String> turned = new ArrayList<>(parts.stream().map(StringMethods::mirror).toList());
        Collections.reverse(turned);
        return List.copyOf(turned);
    }

    private static String mirror(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static List<String> parts(String text, String separator, long most) {
        if (separator.isEmpty()) {
            throw new TemplateFailure("a string is split at an empty separator");
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0
                && (most < 0 || parts.size() < most); at = text.indexOf(separator,
                        from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /// Runs of whitespace separate, and those at the ends are nothing.
    private static List<String> words(String text, long most) {
        List<String> words = new ArrayList<>();
        int at = end(text, 0, true);
        while (at < text.length() && (most < 0 || words.size() < most)) {
            int end = end(text, at, false);
            words.add(text.substring(at, end));
            at = end(text, end, true);
        }
        if (at < text.length()) {
            words.add(Text.stripEnd(text.substring(at)));
        }
        return words;
    }

    /// Where a run of whitespace, or of anything else, ends.
    private static int end(String text, int from, boolean space) {
        int at = from;
        while (at < text.length() && Text.isSpace(text.charAt(at)) == space) {
            at++;
        }
        return at;
    }

    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(LINES.split(text, -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    static String replace(String text, String old, String by, long count) {
        if (old.isEmpty()) {
            List<String> spread = new ArrayList<>(List.of(""));
            Values.items(text).forEach(point -> spread.add(point.toString()));
            return count < 0 ? join(by, spread) + by : text;
        }
        List<String> parts = parts(text, old, count);
        return join(by, parts);
    }

    static String join(String between, List<String> parts) {
        long length = Math.max(0, parts.size() - 1L) * between.length();
        for (String part : parts) {
            length += part.length();
        }
        Budget.checked(length);
        return parts.stream().collect(Collectors.joining(between));
    }

    private static Object points(String text, int index) {
        return (long) (index < 0 ? index : text.codePointCount(0, index));
    }

    private static Object count(String text, String part) {
        return part.isEmpty() ? Text.length(text) + 1L : parts(text, part, -1).size() - 1L;
    }
}
