package org.sextant.app.chart;

import java.util.ArrayList;
import java.util.List;

import org.sextant.app.chart.Surface.TextStyle;

/// Breaks a text into lines at its blanks; what does not fit into the last line ends with an ellipsis.
final class WrappedText {
    private WrappedText() {}

    static List<String> lines(String text, TextStyle style, double width, int most, Surface surface) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty() && lines.size() < most - 1) {
            int end = fitting(rest, style, width, surface);
            lines.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            lines.add(surface.fitted(rest, style, width));
        }
        return List.copyOf(lines);
    }

    /// Where the first line ends: after its last whole word, or within a word that is wider than a line.
    private static int fitting(String text, TextStyle style, double width, Surface surface) {
        if (surface.textWidth(text, style) <= width) {
            return text.length();
        }
        int end = 0;
        for (int blank = text.indexOf(' '); blank > 0; blank = text.indexOf(' ', blank + 1)) {
            if (surface.textWidth(text.substring(0, blank), style) > width) {
                break;
            }
            end = blank;
        }
        return end > 0 ? end : lettersFitting(text, style, width, surface);
    }

    private static int lettersFitting(String text, TextStyle style, double width, Surface surface) {
        int end = text.offsetByCodePoints(0, 1);
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            if (surface.textWidth(text.substring(0, next), style) > width) {
                break;
            }
            end = next;
        }
        return end;
    }
}
