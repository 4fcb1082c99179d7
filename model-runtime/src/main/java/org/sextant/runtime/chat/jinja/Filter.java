package org.sextant.runtime.chat.jinja;

/// What stands behind a `|`.
@FunctionalInterface
interface Filter {
    Object apply(Object value, Arguments arguments);
}
