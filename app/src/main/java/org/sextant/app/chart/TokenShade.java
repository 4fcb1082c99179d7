package org.sextant.app.chart;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// Paints tokens on grounds that say a value: the background at 0, blue above, red below.
final class TokenShade {
    private static final double ARC = 5;
    private static final double PADDING = 3;
    /// Grounds this far along the scale carry the background's colour as text.
    private static final double DARK = 0.55;

    private final GraphicsContext graphics;
    private final Palette palette;
    private final ColorScale scale;

    /// @param reach the value of the fullest colour; 0 leaves every ground as it is
    TokenShade(GraphicsContext graphics, Palette palette, Font font, double reach) {
        this.graphics = graphics;
        this.palette = palette;
        this.scale = ColorScale.of(true, Limits.symmetric(reach > 0 ? reach : 1), palette);
        graphics.setFont(font);
        graphics.setTextBaseline(VPos.CENTER);
    }

    /// One token. A value that is no number leaves the ground as it is.
    void paint(String text, float value, double x, double y, double width, double height) {
        double strength = Float.isNaN(value) ? 0 : Math.abs(2 * scale.limits().fraction(value) - 1);
        if (strength > 0) {
            graphics.setFill(color(scale.argb(value)));
            graphics.fillRoundRect(x, y, width, height, ARC, ARC);
        }
        graphics.setFill(color(strength > DARK ? palette.background() : palette.foreground()));
        graphics.fillText(text, x + PADDING, y + height / 2 + 0.5, Math.max(1, width - 2 * PADDING));
    }

    /// A frame around a token.
    void frame(double x, double y, double width, double height, int colour, double thick) {
        graphics.setStroke(color(colour));
        graphics.setLineWidth(thick);
        graphics.strokeRoundRect(x + 0.5, y + 0.5, width - 1, height - 1, ARC, ARC);
    }

    /// Room beside the text of a token.
    static double padding() {
        return PADDING;
    }

    private static Color color(int argb) {
        return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
    }
}
