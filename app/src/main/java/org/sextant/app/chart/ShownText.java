package org.sextant.app.chart;

import java.awt.Font;
import java.nio.charset.StandardCharsets;

/// Texts as the fonts at hand can show them. A script that no font holds would come out as boxes that all look alike;
/// its letters stand as their UTF-8 bytes instead: `\xE6\x97\xA5`.
final class ShownText {
    private static final int LATIN_END = 0x250;
    private static final int SIGNS = 0x2000;
    private static final int SIGNS_END = 0x2300;

    private ShownText() {}

    static String of(String text) {
        if (text.codePoints().allMatch(ShownText::isShown)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isShown(point)) {
                shown.appendCodePoint(point);
            } else {
                escape(shown, point);
            }
        });
        return shown.toString();
    }

    /// Latin letters, punctuation, arrows and signs are everywhere; only for others the fonts are asked, for the first
    /// question loads them.
    private static boolean isShown(int point) {
        if (Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE) {
            return false;
        }
        boolean everywhere = point < LATIN_END || (point >= SIGNS && point < SIGNS_END);
        return everywhere || Character.getType(point) == Character.FORMAT || Fonts.LOGICAL.canDisplay(point);
    }

    /// Making a font starts the toolkit that holds it, which reads files: no matter for text that needs no question.
    /// [PreparedHeatmap] asks for its labels off the UI thread, ahead of their being painted.
    private static final class Fonts {
        static final Font LOGICAL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    }

    private static void escape(StringBuilder shown, int point) {
        if (Character.getType(point) == Character.SURROGATE) {
            shown.append("\\u%04X".formatted(point));
            return;
        }
        for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            shown.append("\\x%02X".formatted(octet));
        }
    }
}
