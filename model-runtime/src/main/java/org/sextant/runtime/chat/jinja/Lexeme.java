package org.sextant.runtime.chat.jinja;

/// One word of an expression.
///
/// @param image what stands in the template; for a string what it means
/// @param value what a number means
record Lexeme(Kind kind, String image, Object value) {
    enum Kind {
        NAME, STRING, NUMBER, SIGN, END
    }

    static Lexeme of(Kind kind, String image) {
        return new Lexeme(kind, image, Absent.NONE);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && image.equals(name);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && image.equals(sign);
    }

    /// For messages.
    String shown() {
        return switch (kind) {
            case END -> "the end of the expression";
            case STRING -> "a string";
            default -> "“" + image + "”";
        };
    }
}
