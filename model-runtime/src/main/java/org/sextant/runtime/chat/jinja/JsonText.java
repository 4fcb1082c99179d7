package org.sextant.runtime.chat.jinja;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// JSON as Python's `json.dumps` writes it: blanks after `,` and `:`, keys in their order, letters as they are. Nothing
/// is escaped for HTML.
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private final boolean ascii;
    private final boolean sorted;
    private final String indent;
    private final String comma;
    private final String colon;

    private JsonText(Arguments given) {
        given.atMost(0, Set.of("ensure_ascii", "indent", "separators", "sort_keys"));
        this.ascii = given.flag(Integer.MAX_VALUE, "ensure_ascii", false);
        this.sorted = given.flag(Integer.MAX_VALUE, "sort_keys", false);
        this.indent = indent(given.get(Integer.MAX_VALUE, "indent", Absent.NONE));
        Object separators = given.get(Integer.MAX_VALUE, "separators", Absent.NONE);
        boolean chosen = separators != Absent.NONE;
        this.comma = chosen ? Values.print(Lookup.item(separators, 0L)) : indent.isEmpty() ? ", " : ",";
        this.colon = chosen ? Values.print(Lookup.item(separators, 1L)) : ": ";
    }

    /// What stands before each level; nothing where all is one line.
    private static String indent(Object given) {
        return switch (given) {
            case Absent _ -> "";
            case String blanks -> "\n" + blanks;
            default -> "\n" + " ".repeat(Budget.checked(Math.max(0, Values.whole(given, "the indent"))));
        };
    }

    static Object filter(Object value, Arguments given) {
        // The first argument by its place is `ensure_ascii`, which the reference takes so too.
        var names = List.of("ensure_ascii", "indent", "separators", "sort_keys");
        var named = new HashMap<>(given.named());
        given.atMost(names.size(), Set.copyOf(names));
        for (int i = 0; i < given.positional().size(); i++) {
            named.put(names.get(i), given.positional().get(i));
        }
        var json = new JsonText(new Arguments(List.of(), named));
        json.write(value, 0);
        return json.text.toString();
    }

    private void write(Object value, int level) {
        Budget.checked(text.length());
        switch (value) {
            case Absent absent when absent == Absent.NONE -> text.append("null");
            case Boolean truth -> text.append(truth ? "true" : "false");
            case Long number -> text.append(number);
            case Double number -> text.append(number(number));
            case String string -> string(string);
            case List<?> list -> all("[", list.stream(), "]", level, item -> write(item, level + 1));
            case Tuple tuple -> all("[", tuple.items().stream(), "]", level, item -> write(item, level + 1));
            case Map<?, ?> dict -> all("{", entries(dict), "}", level, entry -> {
                key(entry.getKey());
                text.append(colon);
                write(entry.getValue(), level + 1);
            });
            default -> throw new TemplateFailure("a value of type " + Values.type(value) + " has no JSON");
        }
    }

    private Stream<? extends Map.Entry<?, ?>> entries(Map<?, ?> dict) {
        Stream<? extends Map.Entry<?, ?>> entries = dict.entrySet().stream();
        return sorted
                ? entries
                        .sorted(Comparator.comparing(Map.Entry::getKey, (left, right) -> Comparison.order(left, right)))
                : entries;
    }

    private <T> void all(String open, Stream<T> items, String close, int level, Consumer<? super T> one) {
        text.append(open);
        boolean[] any = {false};
        items.forEachOrdered(item -> {
            text.append(any[0] ? comma : "");
            line(level + 1);
            one.accept(item);
            any[0] = true;
        });
        if (any[0]) {
            line(level);
        }
        text.append(close);
    }

    private void line(int level) {
        if (!indent.isEmpty()) {
            text.append('\n').append(indent.substring(1).repeat(level));
        }
    }

    private void key(Object key) {
        switch (key) {
            case String name -> string(name);
            case Boolean truth -> string(truth ? "true" : "false");
            case Absent absent when absent == Absent.NONE -> string("null");
            case Long number -> string(number.toString());
            case Double number -> string(number(number));
            default -> throw new TemplateFailure("a value of type " + Values.type(key) + " is no key in JSON");
        }
    }

    private static String number(double number) {
        if (Double.isFinite(number)) {
            return Numbers.write(number);
        }
        return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char sign = string.charAt(i);
            int escaped = "\"\\\n\r\t\b\f".indexOf(sign);
            if (escaped >= 0) {
                text.append('\\').append("\"\\nrtbf".charAt(escaped));
            } else if (sign < ' ' || (ascii && sign > '~')) {
                text.append(String.format("\\u%04x", (int) sign));
            } else {
                text.append(sign);
            }
        }
        text.append('"');
    }
}
