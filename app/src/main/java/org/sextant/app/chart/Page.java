package org.sextant.app.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// A figure with its caption on light ground.
record Page(Figure figure, ExportOptions options) {
    private static final double CAPTION = 24;
    private static final double MARGIN = 16;

    double width() {
        return figure.width();
    }

    double height() {
        return figure.height() + (hasCaption() ? CAPTION : 0);
    }

    void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(new Color(Palette.light().background()));
        graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
        figure.draw(graphics);
        if (hasCaption()) {
            Surface surface = new AwtSurface(graphics);
            String line = surface.fitted(options.captionLine(), TextStyle.LABEL, width() - 2 * MARGIN);
            surface.text(line, TextStyle.LABEL, Palette.light().muted(), MARGIN, height() - MARGIN / 2,
                    Anchor.START);
        }
    }

    private boolean hasCaption() {
        return options.caption() && !options.captionLine().isEmpty();
    }
}
