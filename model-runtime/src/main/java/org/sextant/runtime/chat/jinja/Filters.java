package org.sextant.runtime.chat.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The filters by their names; those that work on sequences are in [SequenceFilters].
final class Filters {
    private static final Pattern WORD = Pattern.compile("[^-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Filters() {}

    static Filter named(String name) {
        Filter filter = switch (name) {
            case "abs" -> (value, _) -> Comparison.order(value, 0L) < 0 ? Arithmetic.negate(value) : value;
            case "capitalize" -> (value, _) -> Text.capitalize(Values.print(value));
            case "default", "d" -> Filters::otherwise;
            case "escape", "e", "forceescape" -> (value, _) -> escape(Values.print(value));
            case "float" -> Filters::toFloat;
            case "indent" -> Filters::indent;
            case "int" -> Filters::toInt;
            case "items" -> (value, _) -> value == Absent.UNDEFINED ? List.of() : Values.pairs(dict(value));
            case "length", "count" -> (value, _) -> Values.length(value);
            case "lower" -> (value, _) -> Text.lower(Values.print(value));
            case "replace" -> (value, given) -> StringMethods.replace(Values.print(value),
                    Values.print(given.require(0, "old")), Values.print(given.require(1, "new")),
                    given.get(2, "count", Absent.NONE) == Absent.NONE ? -1 : given.number(2, "count", -1));
            case "round" -> Filters::round;
            case "safe" -> (value, _) -> value;
            case "string" -> (value, _) -> Values.print(value);
            case "title" -> (value, _) -> title(Values.print(value));
            case "tojson" -> JsonText::filter;
            case "trim" ->
                (value, given) -> Lookup.attribute(Values.print(value), "strip") instanceof TemplateFunction strip
                        ? strip.call(given)
                        : value;
            case "upper" -> (value, _) -> Text.upper(Values.print(value));
            case "wordcount" -> (value, _) -> (long) WORD.split(Values.print(value), -1).length - 1;
            default -> SequenceFilters.named(name);
        };
        if (filter == null) {
            throw new TemplateFailure("the filter “" + name + "” is not known here");
        }
        return filter;
    }

    private static Map<?, ?> dict(Object value) {
        if (value instanceof Map<?, ?> dict) {
            return dict;
        }
        throw new TemplateFailure("a value of type " + Values.type(value) + " has no items by key");
    }

    private static Object otherwise(Object value, Arguments given) {
        given.atMost(2, Set.of("default_value", "boolean"));
        boolean missing = value == Absent.UNDEFINED
                || (given.flag(1, "boolean", false) && !Values.truth(value));
        return missing ? given.get(0, "default_value", "") : value;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace("\"",
                "&#34;");
    }

    private static Object toFloat(Object value, Arguments given) {
        try {
            return Arithmetic.isNumber(value) ? Arithmetic.toDouble(value)
                    : Double.parseDouble(Text.strip(Values.text(value, "a number")));
        } catch (NumberFormatException | TemplateFailure noNumber) {
            return given.get(0, "default", 0.0);
        }
    }

    private static Object toInt(Object value, Arguments given) {
        given.atMost(2, Set.of("default", "base"));
        try {
            if (Arithmetic.isNumber(value)) {
                return Arithmetic.toLong(value);
            }
            String text = Text.strip(Values.text(value, "a number"));
            int base = (int) given.number(1, "base", 10);
            return text.indexOf('.') >= 0 && base == 10 ? (long) Double.parseDouble(text) : Long.parseLong(text, base);
        } catch (NumberFormatException | TemplateFailure noNumber) {
            return given.get(0, "default", 0L);
        }
    }

    private static Object round(Object value, Arguments given) {
        given.atMost(2, Set.of("precision", "method"));
        if (!Arithmetic.isNumber(value)) {
            throw new TemplateFailure("a value of type " + Values.type(value) + " cannot be rounded");
        }
        double number = Arithmetic.toDouble(value);
        int digits = Math.clamp(given.number(0, "precision", 0), -300, 300);
        double factor = Math.pow(10, digits);
        return switch (Values.print(given.get(1, "method", "common"))) {
            case "ceil" -> Math.ceil(number * factor) / factor;
            case "floor" -> Math.floor(number * factor) / factor;
            case "common" -> Double.isFinite(number)
                    ? new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
                    : number;
            default -> throw new TemplateFailure("numbers are rounded common, ceil or floor");
        };
    }

    /// Each word with a large first letter; a word ends at a blank, a hyphen or an opening bracket.
    private static String title(String text) {
        return WORD.matcher(text).replaceAll((MatchResult word) -> Matcher.quoteReplacement(
                capitalizeWord(word.group())));
    }

    private static String capitalizeWord(String word) {
        int first = Character.charCount(word.codePointAt(0));
        return Text.upper(word.substring(0, first)) + Text.lower(word.substring(first));
    }

    private static Object indent(Object value, Arguments given) {
        given.atMost(3, Set.of("width", "first", "blank"));
        Object width = given.get(0, "width", 4L);
        String blanks = width instanceof String text ? text
                : " ".repeat(Budget.checked(Math.max(0, Values.whole(width, "the width"))));
        boolean blankLinesToo = given.flag(2, "blank", false);
        List<String> lines = new ArrayList<>(StringMethods.lines(Values.print(value) + "\n"));
        for (int i = given.flag(1, "first", false) ? 0 : 1; i < lines.size(); i++) {
            lines.set(i, lines.get(i).isEmpty() && !blankLinesToo && i > 0 ? "" : blanks + lines.get(i));
        }
        return StringMethods.join("\n", lines);
    }
}
