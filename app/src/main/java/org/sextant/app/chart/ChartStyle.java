package org.sextant.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;

/// How charts look: thin lines, little ink, the colours of the theme.
final class ChartStyle {
    /// Size of a figure of one chart.
    static final double WIDTH = 480;
    static final double HEIGHT = 300;
    private static final float HAIRLINE = 0.5f;

    private ChartStyle() {}

    /// A chart without a title.
    static JFreeChart chart(XYPlot plot, Palette palette) {
        plot.setBackgroundPaint(colour(palette.background()));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(colour(palette.border()));
        plot.setDomainGridlineStroke(new BasicStroke(HAIRLINE));
        plot.setRangeGridlinePaint(colour(palette.border()));
        plot.setRangeGridlineStroke(new BasicStroke(HAIRLINE));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart("", font(Font.BOLD, 13), plot, false);
        chart.setBackgroundPaint(colour(palette.background()));
        return chart;
    }

    static NumberAxis axis(Palette palette) {
        return styled(new NumberAxis(), palette);
    }

    static <A extends ValueAxis> A styled(A axis, Palette palette) {
        axis.setLabelFont(font(Font.PLAIN, 11));
        axis.setTickLabelFont(font(Font.PLAIN, 11));
        axis.setLabelPaint(colour(palette.muted()));
        axis.setTickLabelPaint(colour(palette.muted()));
        axis.setAxisLinePaint(colour(palette.border()));
        axis.setTickMarkPaint(colour(palette.border()));
        return axis;
    }

    /// Draws a chart as a figure of a file, under its title.
    static void draw(JFreeChart chart, String title, Graphics2D graphics) {
        draw(chart, title, graphics, HEIGHT);
    }

    /// The same at another height.
    static void draw(JFreeChart chart, String title, Graphics2D graphics, double height) {
        chart.setTitle(heading(title));
        chart.setPadding(new RectangleInsets(14, 14, 8, 20));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    }

    private static TextTitle heading(String title) {
        TextTitle heading = new TextTitle(ShownText.of(title), font(Font.BOLD, 13));
        heading.setPaint(colour(Palette.light().foreground()));
        heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
        heading.setPadding(0, 0, 8, 0);
        return heading;
    }

    /// The title of the vertical axis lies above it, for a label that stands on its side is hard to read.
    static TextTitle above(String axis, Palette palette) {
        TextTitle above = new TextTitle(axis + " ↑", font(Font.PLAIN, 11));
        above.setPaint(colour(palette.muted()));
        above.setHorizontalAlignment(HorizontalAlignment.LEFT);
        above.setPadding(0, 0, 4, 0);
        return above;
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static Color colour(int argb) {
        return new Color(argb, true);
    }
}
