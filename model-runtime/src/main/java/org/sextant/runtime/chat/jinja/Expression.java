package org.sextant.runtime.chat.jinja;

/// A parsed expression.
@FunctionalInterface
interface Expression {
    Object in(Scope scope);
}
