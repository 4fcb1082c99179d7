package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Attributes, items and slices of values. `value.name` is a method of the value or else its item; `value['name']` is
/// an item alone or else a method.
final class Lookup {
    private Lookup() {}

    static Object attribute(Object value, String name) {
        requireDefined(value, name);
        Object method = Methods.of(value, name);
        if (method != Absent.UNDEFINED) {
            return method;
        }
        return switch (value) {
            case Map<?, ?> dict -> Values.entry(dict, name);
            case Namespace namespace -> namespace.get(name);
            default -> Absent.UNDEFINED;
        };
    }

    static Object item(Object value, Object key) {
        requireDefined(value, Values.print(key));
        return switch (value) {
            case Map<?, ?> dict when dict.containsKey(key) -> Values.entry(dict, key);
            case String text when key instanceof Long index -> at(Values.items(text), index);
            case List<?> list when key instanceof Long index -> at(list, index);
            case Tuple tuple when key instanceof Long index -> at(tuple.items(), index);
            default -> key instanceof String name ? attribute(value, name) : Absent.UNDEFINED;
        };
    }

    private static void requireDefined(Object value, String name) {
        if (value == Absent.UNDEFINED) {
            throw new TemplateFailure("“" + name + "” is asked of something that is undefined");
        }
    }

    private static Object at(List<?> items, long index) {
        long place = index < 0 ? items.size() + index : index;
        return place >= 0 && place < items.size() ? items.get((int) place) : Absent.UNDEFINED;
    }

    static Object slice(Object value, Object from, Object to, Object by) {
        return switch (value) {
            case String text -> slice(Values.items(text), from, to, by).stream().map(String::valueOf)
                    .collect(Collectors.joining());
            case Tuple tuple -> new Tuple(slice(tuple.items(), from, to, by));
            case List<?> list -> slice(list, from, to, by);
            default -> throw new TemplateFailure("a value of type " + Values.type(value) + " has no slices");
        };
    }

    private static List<Object> slice(List<?> items, Object from, Object to, Object by) {
        long step = by == Absent.NONE ? 1 : Values.whole(by, "the step of a slice");
        if (step == 0) {
            throw new TemplateFailure("the step of a slice is zero");
        }
        int size = items.size();
        boolean up = step > 0;
        long start = bound(from, up ? 0 : size - 1L, size, up);
        long end = bound(to, up ? size : -1, size, up);
        List<Object> taken = new ArrayList<>();
        for (long place = start; up ? place < end : place > end; place += step) {
            taken.add(items.get((int) place));
            if (Math.abs(step) > size) {
                break;
            }
        }
        return taken;
    }

    private static long bound(Object given, long otherwise, int size, boolean up) {
        if (given == Absent.NONE) {
            return otherwise;
        }
        long place = Values.whole(given, "the bound of a slice");
        long fromStart = place < 0 ? Math.max(place, -size - 1L) + size : place;
        return Math.clamp(fromStart, up ? 0 : -1L, up ? size : size - 1L);
    }
}
