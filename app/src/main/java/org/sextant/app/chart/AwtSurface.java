package org.sextant.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/// Draws on Java 2D: images, SVG and PDF. Needs no window.
final class AwtSurface implements Surface {
    private static final int MOST_SHAPES = 1024;

    private final Graphics2D graphics;

    AwtSurface(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /// A surface that only measures text.
    static Surface measuring() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return new AwtSurface(graphics);
    }

    @Override
    public double textWidth(String text, TextStyle style) {
        return font(style).getStringBounds(ShownText.of(text), graphics.getFontRenderContext()).getWidth();
    }

    @Override
    public void text(String text, TextStyle style, int argb, double x, double baseline, Anchor anchor) {
        double shift = switch (anchor) {
            case START -> 0;
            case MIDDLE -> textWidth(text, style) / 2;
            case END -> textWidth(text, style);
        };
        graphics.setFont(font(style));
        graphics.setColor(new Color(argb, true));
        graphics.drawString(ShownText.of(text), (float) (x - shift), (float) baseline);
    }

    @Override
    public void fill(int argb, double x, double y, double width, double height) {
        graphics.setColor(new Color(argb, true));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void line(int argb, double thickness, double x1, double y1, double x2, double y2) {
        graphics.setColor(new Color(argb, true));
        graphics.setStroke(new BasicStroke((float) thickness));
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void pixels(Pixels pixels, double x, double y, double width, double height) {
        if (pixels.width() * pixels.height() <= MOST_SHAPES) {
            shapes(pixels, x, y, width / pixels.width(), height / pixels.height());
            return;
        }
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, pixels.width(), pixels.height(), pixels.argb(), 0, pixels.width());
        graphics.drawImage(image, (int) x, (int) y, (int) width, (int) height, null);
    }

    /// A small block stays sharp in a file that can be enlarged. Each shape reaches to the end of the block, under
    /// those that follow, so that no viewer shows seams between them.
    private void shapes(Pixels pixels, double x, double y, double wide, double high) {
        for (int row = 0; row < pixels.height(); row++) {
            for (int column = 0; column < pixels.width(); column++) {
                fill(pixels.at(column, row), x + column * wide, y + row * high, (pixels.width() - column) * wide,
                        (pixels.height() - row) * high);
            }
        }
    }

    @Override
    public void clipped(double x, double y, double width, double height, Runnable drawing) {
        Shape before = graphics.getClip();
        graphics.clip(new Rectangle2D.Double(x, y, width, height));
        drawing.run();
        graphics.setClip(before);
    }

    private static Font font(TextStyle style) {
        return new Font(Font.SANS_SERIF, style.bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) style.size);
    }
}
