package org.sextant.runtime.chat.jinja;

/// A string as it stands in a template, with Python's escapes.
///
/// @param value what it means
/// @param end place behind its closing quote
record StringLiteral(String value, int end) {
    private static final int HEX = 16;

    /// Reads the string that begins at a quote.
    static StringLiteral at(String expression, int start) {
        char quote = expression.charAt(start);
        StringBuilder value = new StringBuilder();
        int position = start + 1;
        while (position < expression.length() && expression.charAt(position) != quote) {
            if (expression.charAt(position) == '\\' && position + 1 < expression.length()) {
                position = escape(expression, position + 1, value);
            } else {
                value.append(expression.charAt(position));
                position++;
            }
        }
        if (position >= expression.length()) {
            throw new TemplateFailure("a string has no end");
        }
        return new StringLiteral(value.toString(), position + 1);
    }

    /// @return place behind the escape
    private static int escape(String text, int position, StringBuilder value) {
        char sign = text.charAt(position);
        int simple = "abfnrtv\\'\"".indexOf(sign);
        if (simple >= 0) {
            value.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(simple));
            return position + 1;
        }
        if (sign == '\n') {
            return position + 1;
        }
        int digits = switch (sign) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        if (digits == 0) {
            value.append('\\').append(sign);
            return position + 1;
        }
        int end = position + 1 + digits;
        try {
            value.appendCodePoint(Integer.parseInt(text.substring(position + 1, end), HEX));
        } catch (IndexOutOfBoundsException | IllegalArgumentException wrong) {
            throw new TemplateFailure("\\" + sign + " needs " + digits + " hexadecimal digits", wrong);
        }
        return end;
    }
}
