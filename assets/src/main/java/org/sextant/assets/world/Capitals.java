package org.sextant.assets.world;

/// Capital letters where sentences begin.
final class Capitals {
    private Capitals() {}

    static String set(CharSequence text) {
        StringBuilder result = new StringBuilder(text);
        boolean begins = true;
        for (int at = 0; at < result.length(); at++) {
            char c = result.charAt(at);
            if (c == '<') {
                begins = false;
            } else if (begins && Character.isLetterOrDigit(c)) {
                result.setCharAt(at, Character.toUpperCase(c));
                begins = false;
            } else if (c == ' ' && at > 0) {
                begins = ends(result, at);
            }
        }
        return result.toString();
    }

    // A question in quotation marks may go on with "asked Anna", a full stop may not.
    private static boolean ends(CharSequence text, int space) {
        char last = text.charAt(space - 1);
        if (last == '"') {
            return space > 1 && text.charAt(space - 2) == '.';
        }
        return ".?!".indexOf(last) >= 0 || last == '>';
    }
}
