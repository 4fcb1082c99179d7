package org.sextant.runtime.chat.jinja;

import java.util.List;

/// A list in round brackets: it prints so, and equals no list in square ones.
record Tuple(List<Object> items) {
    Tuple {
        items = List.copyOf(items);
    }

    static Tuple of(Object... items) {
        return new Tuple(List.of(items));
    }
}
