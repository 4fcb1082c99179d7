package org.sextant.runtime.chat.jinja;

/// Filters for a block of text.
///
/// @param filtered an expression over the block, which it knows by [#BLOCK]
record Filtering(Expression filtered) {
    /// No name of a template is spelled so.
    private static final String BLOCK = "the block";

    /// Reads `| one | two(3)` up to the end.
    static Filtering read(ExpressionParser parser) {
        Expression filtered = parser.primaries().filtered(scope -> scope.get(BLOCK));
        parser.words().requireEnd();
        return new Filtering(filtered);
    }

    Object of(String text, Scope scope) {
        Scope inner = scope.inner();
        inner.set(BLOCK, text);
        return filtered.in(inner);
    }
}
