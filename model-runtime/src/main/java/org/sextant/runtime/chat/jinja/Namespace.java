package org.sextant.runtime.chat.jinja;

import java.util.HashMap;
import java.util.Map;

/// What `namespace()` makes: names that a loop may set for what comes after it.
final class Namespace {
    private final Map<String, Object> values;

    Namespace(Map<String, Object> values) {
        this.values = new HashMap<>(values);
    }

    Object get(String name) {
        return values.getOrDefault(name, Absent.UNDEFINED);
    }

    void set(String name, Object value) {
        values.put(name, value);
    }
}
