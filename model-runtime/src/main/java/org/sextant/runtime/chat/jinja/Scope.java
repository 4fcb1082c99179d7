package org.sextant.runtime.chat.jinja;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Names and their values. The body of a loop, of a macro and of `with` have their own, so that what they set is gone
/// after them.
final class Scope {
    private final @Nullable Scope outer;
    private final Budget budget;
    private final Map<String, Object> values = new HashMap<>();

    private Scope(@Nullable Scope outer, Budget budget) {
        this.outer = outer;
        this.budget = budget;
    }

    static Scope outermost(Budget budget) {
        return new Scope(null, budget);
    }

    Scope inner() {
        return new Scope(this, budget);
    }

    /// The scope of the template itself, which is all that a macro sees.
    Scope outermost() {
        Scope scope = this;
        while (scope.outer != null) {
            scope = scope.outer;
        }
        return scope;
    }

    Budget budget() {
        return budget;
    }

    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Object value = scope.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return Absent.UNDEFINED;
    }

    void set(String name, Object value) {
        values.put(name, value);
    }
}
