package org.sextant.app.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.List;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// A figure with its caption on light ground.
final class Page {
    private static final double LINE = 15;
    private static final double MARGIN = 16;
    private static final int MOST_LINES = 3;

    private final Figure figure;
    private final DataTable table;
    private final ExportOptions options;
    private final List<String> caption;

    Page(Figure figure, ExportOptions options) {
        this(figure, figure.table(), options);
    }

    /// @param table the figure's numbers, as its data are written
    Page(Figure figure, DataTable table, ExportOptions options) {
        this.figure = figure;
        this.table = table;
        this.options = options;
        caption = options.caption()
                ? WrappedText.lines(options.captionLine(), TextStyle.LABEL, figure.width() - 2 * MARGIN, MOST_LINES,
                        AwtSurface.measuring())
                : List.of();
    }

    Figure figure() {
        return figure;
    }

    DataTable table() {
        return table;
    }

    ExportOptions options() {
        return options;
    }

    /// The lines under the figure; none where the caption is switched off.
    List<String> caption() {
        return caption;
    }

    double width() {
        return figure.width();
    }

    double height() {
        return figure.height() + (caption.isEmpty() ? 0 : caption.size() * LINE + MARGIN / 2);
    }

    void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(new Color(Palette.light().background()));
        graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
        figure.draw(graphics);
        Surface surface = new AwtSurface(graphics);
        double baseline = figure.height() + LINE / 2;
        for (String line : caption) {
            surface.text(line, TextStyle.LABEL, Palette.light().muted(), MARGIN, baseline, Anchor.START);
            baseline += LINE;
        }
    }
}
