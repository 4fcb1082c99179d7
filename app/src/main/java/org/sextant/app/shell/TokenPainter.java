package org.sextant.app.shell;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

import org.sextant.app.chart.Palette;

/// Paints token chips.
final class TokenPainter {
    private static final double ARC = 6;
    private static final double PADDING = 6;

    private final GraphicsContext graphics;
    private final Palette palette;

    TokenPainter(GraphicsContext graphics, Palette palette, Font font) {
        this.graphics = graphics;
        this.palette = palette;
        graphics.setFont(font);
        graphics.setTextBaseline(VPos.CENTER);
    }

    void clear(double width, double height) {
        graphics.clearRect(0, 0, width, height);
    }

    /// One chip: a filled shape, for special tokens only an outline; the selected one framed in the accent.
    void chip(
            String text,
            boolean special,
            double x,
            double y,
            double width,
            double height,
            boolean hovered,
            boolean selected,
            boolean focused) {
        double top = y + 1;
        double tall = height - 1;
        if (special) {
            graphics.setStroke(color(palette.border()));
            graphics.setLineWidth(1);
            graphics.strokeRoundRect(x + 0.5, top + 0.5, width - 1, tall - 1, ARC, ARC);
        } else {
            graphics.setFill(color(hovered ? palette.border() : palette.surface()));
            graphics.fillRoundRect(x, top, width, tall, ARC, ARC);
        }
        graphics.setFill(color(special ? palette.muted() : palette.foreground()));
        graphics.fillText(text, x + PADDING, top + tall / 2 + 0.5, width - 2 * PADDING);
        if (selected) {
            graphics.setStroke(color(palette.accent()));
            graphics.setLineWidth(focused ? 2 : 1.5);
            graphics.strokeRoundRect(x + 1, top + 1, width - 2, tall - 2, ARC, ARC);
        }
    }

    private static Color color(int argb) {
        return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
    }
}
