package org.sextant.app.view;

/// Token texts as a person can read them: every blank has a mark, so that `" to"` and `"to"` look different.
public final class VisibleText {
    private VisibleText() {}

    /// The text with its blanks and control characters made visible: `·` for a space, `↵` for a line feed, `⇥` for a
    /// tab, `␍` for a carriage return, `⍽` for a space that does not break, `\x0B` for the rest, `∅` for nothing.
    public static String of(String text) {
        if (text.isEmpty()) {
            return "∅";
        }
        var visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(visible, point));
        return visible.toString();
    }

    private static void append(StringBuilder visible, int point) {
        switch (point) {
            case ' ' -> visible.append('·');
            case '\n' -> visible.append('↵');
            case '\t' -> visible.append('⇥');
            case '\r' -> visible.append('␍');
            case 0xA0 -> visible.append('⍽');
            default -> {
                if (Character.isISOControl(point)) {
                    visible.append("\\x%02X".formatted(point));
                } else {
                    visible.appendCodePoint(point);
                }
            }
        }
    }
}
