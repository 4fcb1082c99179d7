package org.sextant.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.statistics.SimpleHistogramBin;
import org.jfree.data.statistics.SimpleHistogramDataset;

/// How often values fall into intervals of equal width.
///
/// @param title what was counted
/// @param valueAxis title of the horizontal axis, with its unit
/// @param countAxis title of the vertical axis
/// @param low where the first interval begins
/// @param high where the last ends
/// @param counts values in each interval
public record HistogramFigure(
        String title, String valueAxis, String countAxis, double low, double high, List<Integer> counts)
        implements
            Figure {
    public HistogramFigure {
        counts = List.copyOf(counts);
    }

    @Override
    public double width() {
        return 480;
    }

    @Override
    public double height() {
        return 300;
    }

    @Override
    public void draw(Graphics2D graphics) {
        chart(Palette.light()).draw(graphics, new Rectangle2D.Double(0, 0, width(), height()));
    }

    /// The chart in the colours of a theme, for a window as well as for a file.
    public JFreeChart chart(Palette palette) {
        XYBarRenderer bars = new XYBarRenderer();
        bars.setBarPainter(new StandardXYBarPainter());
        bars.setShadowVisible(false);
        bars.setDrawBarOutline(false);
        bars.setMargin(0.08);
        bars.setSeriesPaint(0, colour(palette.categories().getFirst()));
        XYPlot plot = new XYPlot(dataset(), axis(valueAxis, palette), counting(palette), bars);
        plot.setBackgroundPaint(colour(palette.background()));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(colour(palette.border()));
        plot.setRangeGridlineStroke(new BasicStroke(0.5f));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(title, font(Font.BOLD, 13), plot, false);
        chart.setBackgroundPaint(colour(palette.background()));
        chart.getTitle().setPaint(colour(palette.foreground()));
        chart.setPadding(new RectangleInsets(8, 8, 8, 16));
        return chart;
    }

    private SimpleHistogramDataset dataset() {
        SimpleHistogramDataset data = new SimpleHistogramDataset(title);
        data.setAdjustForBinSize(false);
        for (int bin = 0; bin < counts.size() && low < high; bin++) {
            SimpleHistogramBin interval = new SimpleHistogramBin(edge(bin), edge(bin + 1), true, false);
            interval.setItemCount(counts.get(bin));
            data.addBin(interval);
        }
        return data;
    }

    private double edge(int bin) {
        return low + (high - low) * bin / counts.size();
    }

    private NumberAxis counting(Palette palette) {
        NumberAxis axis = axis(countAxis, palette);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        return axis;
    }

    private static NumberAxis axis(String label, Palette palette) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(false);
        axis.setLabelFont(font(Font.PLAIN, 11));
        axis.setTickLabelFont(font(Font.PLAIN, 11));
        axis.setLabelPaint(colour(palette.muted()));
        axis.setTickLabelPaint(colour(palette.muted()));
        axis.setAxisLinePaint(colour(palette.border()));
        axis.setTickMarkPaint(colour(palette.border()));
        return axis;
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static Color colour(int argb) {
        return new Color(argb, true);
    }

    @Override
    public List<String> columns() {
        return List.of("from", "to", "count");
    }

    @Override
    public Stream<List<String>> rows() {
        return IntStream.range(0, counts.size()).mapToObj(bin -> List.of(Double.toString(edge(bin)),
                Double.toString(edge(bin + 1)), Integer.toString(counts.get(bin))));
    }
}
