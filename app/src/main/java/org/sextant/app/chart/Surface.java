package org.sextant.app.chart;

/// The few strokes a heatmap is drawn with, so that the window and the exported file show the same picture. Colours are
/// ARGB; `y` grows downwards.
interface Surface {
    /// Which point of a text its coordinate names.
    enum Anchor {
        START, MIDDLE, END
    }

    /// Sizes of text; figures are tabular in both.
    enum TextStyle {
        TITLE(13, true), LABEL(11, false), SMALL(9, false);

        final double size;
        final boolean bold;

        TextStyle(double size, boolean bold) {
            this.size = size;
            this.bold = bold;
        }
    }

    double textWidth(String text, TextStyle style);

    void text(String text, TextStyle style, int argb, double x, double baseline, Anchor anchor);

    void fill(int argb, double x, double y, double width, double height);

    void line(int argb, double thickness, double x1, double y1, double x2, double y2);

    /// A frame whose line lies inside the rectangle.
    default void frame(int argb, double thickness, double x, double y, double width, double height) {
        fill(argb, x, y, width, thickness);
        fill(argb, x, y + height - thickness, width, thickness);
        fill(argb, x, y + thickness, thickness, height - 2 * thickness);
        fill(argb, x + width - thickness, y + thickness, thickness, height - 2 * thickness);
    }

    /// Pixels stretched over a rectangle without smoothing.
    void pixels(Pixels pixels, double x, double y, double width, double height);

    /// Draws within a rectangle only.
    void clipped(double x, double y, double width, double height, Runnable drawing);

    /// The text, shortened with an ellipsis to at most this width; empty where not even one letter fits.
    default String fitted(String text, TextStyle style, double width) {
        if (textWidth(text, style) <= width) {
            return text;
        }
        int fits = 0;
        int tooLong = text.codePointCount(0, text.length());
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            if (textWidth(shortened(text, middle), style) <= width) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return fits == 0 ? "" : shortened(text, fits);
    }

    private static String shortened(String text, int codePoints) {
        return text.substring(0, text.offsetByCodePoints(0, codePoints)) + "…";
    }
}
