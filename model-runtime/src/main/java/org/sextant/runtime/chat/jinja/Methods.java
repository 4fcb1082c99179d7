package org.sextant.runtime.chat.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The methods of values that a template may call. None of them changes its value.
final class Methods {
    private Methods() {}

    /// The method of this name, bound to its value; undefined where there is none.
    static Object of(Object value, String name) {
        return switch (value) {
            case String text -> StringMethods.of(text, name);
            case Map<?, ?> dict -> ofDict(dict, name);
            case List<?> list -> ofList(list, name);
            case Tuple tuple -> ofList(tuple.items(), name);
            default -> Absent.UNDEFINED;
        };
    }

    private static Object ofDict(Map<?, ?> dict, String name) {
        return switch (name) {
            case "get" -> function(given -> {
                given.atMost(2, Set.of());
                return dict.containsKey(given.require(0, "key"))
                        ? Values.entry(dict, given.require(0, "key"))
                        : given.get(1, "default", Absent.NONE);
            });
            case "items" -> function(given -> Values.pairs(dict));
            case "keys" -> function(given -> List.copyOf(dict.keySet()));
            case "values" -> function(given -> List.copyOf(dict.values()));
            case "copy" -> function(given -> new LinkedHashMap<>(dict));
            default -> Absent.UNDEFINED;
        };
    }

    private static Object ofList(List<?> list, String name) {
        return switch (name) {
            case "index" -> function(given -> {
                for (int i = 0; i < list.size(); i++) {
                    if (Comparison.equal(list.get(i), given.require(0, "value"))) {
                        return (long) i;
                    }
                }
                throw new TemplateFailure(Values.write(given.require(0, "value")) + " is not in the list");
            });
            case "count" -> function(given -> list.stream()
                    .filter(item -> Comparison.equal(item, given.require(0, "value"))).count());
            case "copy" -> function(given -> List.copyOf(list));
            default -> Absent.UNDEFINED;
        };
    }

    private static TemplateFunction function(TemplateFunction method) {
        return method;
    }
}
