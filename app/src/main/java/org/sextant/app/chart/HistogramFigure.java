package org.sextant.app.chart;

import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.IntStream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.statistics.SimpleHistogramBin;
import org.jfree.data.statistics.SimpleHistogramDataset;

/// How often values fall into intervals of equal width.
///
/// @param title what was counted
/// @param valueAxis title of the horizontal axis, with its unit
/// @param countAxis title of the vertical axis
/// @param low where the first interval begins
/// @param high where the last ends; where it is `low`, all values are equal
/// @param counts values in each interval
public record HistogramFigure(
        String title, String valueAxis, String countAxis, double low, double high, List<Integer> counts)
        implements
            Figure {
    private static final double SMALLEST_SPAN = 1e-9;

    public HistogramFigure {
        counts = List.copyOf(counts);
        if (counts.isEmpty() || !(low <= high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException(counts.size() + " intervals from " + low + " to " + high);
        }
    }

    @Override
    public double width() {
        return ChartStyle.WIDTH;
    }

    @Override
    public double height() {
        return ChartStyle.HEIGHT;
    }

    @Override
    public void draw(Graphics2D graphics) {
        JFreeChart chart = chart(Palette.light());
        ChartStyle.draw(chart, title, graphics);
    }

    /// The chart in the colours of a theme and without a title, for a window as well as for a file.
    JFreeChart chart(Palette palette) {
        XYBarRenderer bars = new XYBarRenderer();
        bars.setBarPainter(new StandardXYBarPainter());
        bars.setShadowVisible(false);
        bars.setDrawBarOutline(false);
        bars.setMargin(0.08);
        bars.setSeriesPaint(0, ChartStyle.colour(palette.categories().getFirst()));
        NumberAxis values = ChartStyle.axis(palette);
        values.setLabel(valueAxis + " →");
        values.setAutoRangeIncludesZero(false);
        values.setLowerMargin(0.01);
        values.setUpperMargin(0.01);
        NumberAxis counting = ChartStyle.axis(palette);
        counting.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        XYPlot plot = new XYPlot(dataset(), values, counting, bars);
        plot.setDomainGridlinesVisible(false);
        JFreeChart chart = ChartStyle.chart(plot, palette);
        chart.addSubtitle(ChartStyle.above(countAxis, palette));
        return chart;
    }

    private SimpleHistogramDataset dataset() {
        SimpleHistogramDataset data = new SimpleHistogramDataset(title);
        data.setAdjustForBinSize(false);
        for (int bin = 0; bin < counts.size(); bin++) {
            SimpleHistogramBin interval = new SimpleHistogramBin(edge(bin), edge(bin + 1), true, false);
            interval.setItemCount(counts.get(bin));
            data.addBin(interval);
        }
        return data;
    }

    /// Where an interval begins. Equal values stand in the middle of a span of their own size.
    double edge(int bin) {
        double half = Math.max(Math.abs(low) / 2, SMALLEST_SPAN);
        double from = low < high ? low : low - half;
        double to = low < high ? high : low + half;
        return from + (to - from) * bin / counts.size();
    }

    /// `from,to,count`, one row an interval.
    @Override
    public DataTable table() {
        return new DataTable(List.of("from", "to", "count"), () -> IntStream.range(0, counts.size())
                .mapToObj(bin -> List.of(DataCell.of(edge(bin)), DataCell.of(edge(bin + 1)),
                        DataCell.of(counts.get(bin)))));
    }
}
