package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What values are in a template: their truth, their type, their parts, and how they print.
final class Values {
    private Values() {}

    static boolean truth(Object value) {
        return switch (value) {
            case Absent _ -> false;
            case Boolean truth -> truth;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Tuple tuple -> !tuple.items().isEmpty();
            case Map<?, ?> dict -> !dict.isEmpty();
            default -> true;
        };
    }

    /// Its type, as Python calls it.
    static String type(Object value) {
        return switch (value) {
            case Absent absent -> absent == Absent.NONE ? "None" : "undefined";
            case Boolean _ -> "bool";
            case Long _ -> "int";
            case Double _ -> "float";
            case String _ -> "str";
            case List<?> _ -> "list";
            case Tuple _ -> "tuple";
            case Map<?, ?> _ -> "dict";
            case TemplateFunction _ -> "function";
            default -> "namespace";
        };
    }

    static boolean isIterable(Object value) {
        return value == Absent.UNDEFINED || value instanceof String || value instanceof List<?>
                || value instanceof Tuple || value instanceof Map<?, ?>;
    }

    /// What a loop over the value goes through: characters of a string, keys of a dict, nothing of what is undefined.
    static List<Object> items(Object value) {
        return switch (value) {
            case String text -> text.codePoints().mapToObj(point -> (Object) Text.of(point)).toList();
            case List<?> list -> List.copyOf(list);
            case Tuple tuple -> tuple.items();
            case Map<?, ?> dict -> List.copyOf(dict.keySet());
            case Absent absent when absent == Absent.UNDEFINED -> List.of();
            default -> throw new TemplateFailure("a value of type " + type(value) + " has no items to go through");
        };
    }

    static long length(Object value) {
        return switch (value) {
            case String text -> Text.length(text);
            case List<?> list -> list.size();
            case Tuple tuple -> tuple.items().size();
            case Map<?, ?> dict -> dict.size();
            case Absent absent when absent == Absent.UNDEFINED -> 0;
            default -> throw new TemplateFailure("a value of type " + type(value) + " has no length");
        };
    }

    /// Refuses lists in lists whose values are more, all in all, than a template may hold. Lists that hold the same list
    /// several times would else make comparing them endless.
    ///
    /// @return the value
    static <T> T weighed(T value) {
        weigh(value, 0);
        return value;
    }

    private static long weigh(Object value, long before) {
        long weight = Budget.checked(before + 1);
        switch (value) {
            case List<?> list -> {
                for (Object item : list) {
                    weight = weigh(item, weight);
                }
            }
            case Tuple tuple -> weight = weigh(tuple.items(), weight);
            case Map<?, ?> dict -> {
                for (Map.Entry<?, ?> entry : dict.entrySet()) {
                    weight = weigh(entry.getValue(), weigh(entry.getKey(), weight));
                }
            }
            default -> {
                // One value alone.
            }
        }
        return weight;
    }

    /// Keys and values in pairs.
    static List<Object> pairs(Map<?, ?> dict) {
        List<Object> pairs = new ArrayList<>();
        dict.forEach((key, value) -> pairs.add(Tuple.of(key, value)));
        return pairs;
    }

    static Object entry(Map<?, ?> dict, Object key) {
        Object value = dict.get(key);
        return value == null ? Absent.UNDEFINED : value;
    }

    /// @param what for the message
    static String text(Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw new TemplateFailure(what + " is of type " + type(value) + " and must be a string");
    }

    /// @param what for the message
    static long whole(Object value, String what) {
        if (value instanceof Long || value instanceof Boolean) {
            return Arithmetic.toLong(value);
        }
        throw new TemplateFailure(what + " is of type " + type(value) + " and must be a whole number");
    }

    /// As it appears in the rendered text.
    static String print(Object value) {
        return value instanceof String text ? text : value == Absent.UNDEFINED ? "" : write(value);
    }

    /// As it appears within a printed list: strings in quotes.
    static String write(Object value) {
        String written = switch (value) {
            case Absent absent -> absent == Absent.NONE ? "None" : "Undefined";
            case Boolean truth -> truth ? "True" : "False";
            case Double number -> Numbers.write(number);
            case String text -> quoted(text);
            case List<?> list -> list.stream().map(Values::write).collect(Collectors.joining(", ", "[", "]"));
            case Tuple(var items) when items.size() == 1 -> "(" + write(items.getFirst()) + ",)";
            case Tuple(var items) -> items.stream().map(Values::write).collect(Collectors.joining(", ", "(", ")"));
            case Map<?, ?> dict -> dict.entrySet().stream()
                    .map(entry -> write(Objects.requireNonNull(entry.getKey())) + ": "
                            + write(Objects.requireNonNull(entry.getValue())))
                    .collect(Collectors.joining(", ", "{", "}"));
            case TemplateFunction _ -> "<function>";
            case Namespace _ -> "<namespace>";
            default -> value.toString();
        };
        Budget.checked(written.length());
        return written;
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (point == quote) {
                        quoted.append('\\').append(quote);
                    } else {
                        quoted.append(isPrintable(point) ? Text.of(point) : escape(point));
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }

    private static boolean isPrintable(int point) {
        return point == ' ' || switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                false;
            default -> true;
        };
    }

    private static String escape(int point) {
        if (point > Character.MAX_VALUE) {
            return String.format("\\U%08x", point);
        }
        return point > 0xff ? String.format("\\u%04x", point) : String.format("\\x%02x", point);
    }
}
