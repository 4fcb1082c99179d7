package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/// The filters that work on sequences.
final class SequenceFilters {
    private SequenceFilters() {}

    static @Nullable Filter named(String name) {
        return switch (name) {
            case "dictsort" -> SequenceFilters::dictsort;
            case "first" -> (value, _) -> end(Values.items(value), true);
            case "join" -> SequenceFilters::join;
            case "last" -> (value, _) -> end(Values.items(value), false);
            case "list" -> (value, _) -> Values.items(value);
            case "map" -> SequenceFilters::map;
            case "max" -> (value, given) -> extreme(value, given, true);
            case "min" -> (value, given) -> extreme(value, given, false);
            case "reject" -> (value, given) -> keep(value, chosen(given, 0).negate());
            case "rejectattr" -> (value, given) -> keep(value, chosenByAttribute(given).negate());
            case "reverse" -> SequenceFilters::reverse;
            case "select" -> (value, given) -> keep(value, chosen(given, 0));
            case "selectattr" -> (value, given) -> keep(value, chosenByAttribute(given));
            case "sort" -> SequenceFilters::sort;
            case "sum" -> SequenceFilters::sum;
            case "unique" -> SequenceFilters::unique;
            default -> null;
        };
    }

    private static Object end(List<Object> items, boolean first) {
        return items.isEmpty() ? Absent.UNDEFINED : first ? items.getFirst() : items.getLast();
    }

    private static Object join(Object value, Arguments given) {
        given.atMost(2, Set.of("d", "attribute"));
        Object attribute = given.get(1, "attribute", Absent.NONE);
        return StringMethods.join(Values.print(given.get(0, "d", "")),
                Values.items(value).stream().map(item -> Values.print(part(item, attribute))).toList());
    }

    /// A part of an item, such as `function.name`; the item itself where none is asked for.
    private static Object part(Object item, Object attribute) {
        Object value = item;
        if (attribute instanceof String path) {
            for (String step : path.split("\\.", -1)) {
                value = Lookup.item(value, step.matches("\\d{1,9}") ? Long.valueOf(step) : step);
            }
        } else if (attribute != Absent.NONE) {
            value = Lookup.item(value, attribute);
        }
        return value;
    }

    private static Object map(Object value, Arguments given) {
        if (given.named().containsKey("attribute")) {
            Object otherwise = given.get(Integer.MAX_VALUE, "default");
            return Values.items(value).stream().map(item -> {
                Object part = part(item, given.named().get("attribute"));
                return part == Absent.UNDEFINED ? otherwise : part;
            }).toList();
        }
        Filter filter = Filters.named(given.text(0, "filter"));
        Arguments rest = given.after(1);
        return Values.items(value).stream().map(item -> filter.apply(item, rest)).toList();
    }

    private static Object keep(Object value, Predicate<Object> wanted) {
        return Values.items(value).stream().filter(wanted).toList();
    }

    /// A test by its name, with the arguments behind it; truth where none is named.
    private static Predicate<Object> chosen(Arguments given, int place) {
        if (given.positional().size() <= place) {
            return Values::truth;
        }
        Tests.Check test = Tests.named(given.text(place, "test"));
        Arguments rest = given.after(place + 1);
        return item -> test.holds(item, rest);
    }

    private static Predicate<Object> chosenByAttribute(Arguments given) {
        Object attribute = given.require(0, "attribute");
        Predicate<Object> test = chosen(given, 1);
        return item -> test.test(part(item, attribute));
    }

    private static Object reverse(Object value, Arguments given) {
        List<Object> turned = new ArrayList<>(Values.items(value));
        Collections.reverse(turned);
        return value instanceof String ? StringMethods.join("", turned.stream().map(Values::print).toList()) : turned;
    }

    private static Comparator<Object> order(Arguments given, int attributePlace, int casePlace) {
        Object attribute = given.get(attributePlace, "attribute", Absent.NONE);
        boolean caseSensitive = given.flag(casePlace, "case_sensitive", false);
        return (left, right) -> Comparison.order(folded(part(left, attribute), caseSensitive),
                folded(part(right, attribute), caseSensitive));
    }

    private static Object folded(Object value, boolean caseSensitive) {
        return value instanceof String text && !caseSensitive ? Text.lower(text) : value;
    }

    private static Object sort(Object value, Arguments given) {
        given.atMost(3, Set.of("reverse", "case_sensitive", "attribute"));
        Comparator<Object> order = order(given, 2, 1);
        return Values.items(value).stream().sorted(given.flag(0, "reverse", false) ? order.reversed() : order).toList();
    }

    private static Object dictsort(Object value, Arguments given) {
        given.atMost(3, Set.of("case_sensitive", "by", "reverse"));
        if (!(value instanceof Map<?, ?> dict)) {
            throw new TemplateFailure("a value of type " + Values.type(value) + " is no dict to sort");
        }
        long place = given.get(1, "by", "key").equals("value") ? 1 : 0;
        boolean caseSensitive = given.flag(0, "case_sensitive", false);
        Comparator<Object> order = (left, right) -> Comparison.order(folded(Lookup.item(left, place), caseSensitive),
                folded(Lookup.item(right, place), caseSensitive));
        return Values.pairs(dict).stream().sorted(given.flag(2, "reverse", false) ? order.reversed() : order).toList();
    }

    private static Object extreme(Object value, Arguments given, boolean largest) {
        given.atMost(2, Set.of("case_sensitive", "attribute"));
        Comparator<Object> order = order(given, 1, 0);
        // Of several that are equal the first is taken, as in Python.
        return Values.items(value).stream().reduce((left, right) -> {
            int sign = order.compare(left, right);
            return (largest ? sign >= 0 : sign <= 0) ? left : right;
        }).orElse(Absent.UNDEFINED);
    }

    private static Object sum(Object value, Arguments given) {
        given.atMost(2, Set.of("attribute", "start"));
        Object attribute = given.get(0, "attribute", Absent.NONE);
        return Values.items(value).stream().map(item -> part(item, attribute)).reduce(given.get(1, "start", 0L),
                Arithmetic::add);
    }

    private static Object unique(Object value, Arguments given) {
        given.atMost(2, Set.of("case_sensitive", "attribute"));
        Object attribute = given.get(1, "attribute", Absent.NONE);
        boolean caseSensitive = given.flag(0, "case_sensitive", false);
        Set<Object> seen = new HashSet<>();
        return keep(value, item -> seen.add(folded(part(item, attribute), caseSensitive)));
    }
}
