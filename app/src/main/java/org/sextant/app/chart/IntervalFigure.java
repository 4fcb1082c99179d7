package org.sextant.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.List;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// Measured values with their intervals, one below the other, beside the first of them.
///
/// @param title what is shown
/// @param valueAxis title of the horizontal axis, with its unit
/// @param bars the values, from the top; a dashed line marks the first
/// @param table its data, one row a value
public record IntervalFigure(String title, String valueAxis, List<Bar> bars, DataTable table) implements Figure {
    private static final double DOT = 8;
    private static final float STROKE = 1.5f;
    private static final double MARGIN = 0.06;
    private static final double FRAME = 110;
    private static final double ROW = 22;
    private static final int LONGEST_NAME = 28;

    /// A value.
    ///
    /// @param name of what it was measured on
    /// @param value NaN where there is none
    /// @param low lower end of its interval; NaN where there is none
    /// @param high upper end
    /// @param readout what it is, with its value
    public record Bar(String name, double value, double low, double high, String readout) {
        boolean isShown() {
            return Double.isFinite(value);
        }

        private double reaching(double end) {
            return Double.isFinite(end) ? end : value;
        }
    }

    public IntervalFigure {
        bars = List.copyOf(bars);
    }

    /// Height at which the names of that many values can be read.
    static double height(int bars) {
        return FRAME + ROW * bars;
    }

    @Override
    public double width() {
        return ChartStyle.WIDTH;
    }

    @Override
    public double height() {
        return height(bars.size());
    }

    @Override
    public void draw(Graphics2D graphics) {
        ChartStyle.draw(chart(Palette.light()), title, graphics, height());
    }

    /// The chart in the colours of a theme and without a title, for a window as well as for a file.
    JFreeChart chart(Palette palette) {
        NumberAxis values = ChartStyle.axis(palette);
        values.setLabel(valueAxis + " →");
        values.setAutoRangeIncludesZero(false);
        values.setAutoRangeStickyZero(false);
        values.setLowerMargin(MARGIN);
        values.setUpperMargin(MARGIN);
        var names = ChartStyle.styled(new SymbolAxis("", bars.stream().map(bar -> brief(bar.name()))
                .toArray(String[]::new)), palette);
        names.setGridBandsVisible(false);
        names.setRange(-0.5, Math.max(1, bars.size()) - 0.5);
        names.setInverted(true);
        XYPlot plot = new XYPlot(dataset(), values, names, renderer(palette));
        plot.setRangeGridlinesVisible(false);
        bars.stream().findFirst().filter(Bar::isShown).ifPresent(first -> plot.addDomainMarker(new ValueMarker(
                first.value(), ChartStyle.colour(palette.muted()),
                new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[]{3, 3}, 0))));
        return ChartStyle.chart(plot, palette);
    }

    private static String brief(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    private static XYErrorRenderer renderer(Palette palette) {
        Color colour = ChartStyle.colour(palette.categories().getFirst());
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setErrorPaint(colour);
        renderer.setErrorStroke(new BasicStroke(STROKE));
        renderer.setCapLength(DOT);
        renderer.setSeriesPaint(0, colour);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        return renderer;
    }

    private XYIntervalSeriesCollection dataset() {
        XYIntervalSeries series = new XYIntervalSeries(title, false, true);
        for (int row = 0; row < bars.size(); row++) {
            Bar bar = bars.get(row);
            if (bar.isShown()) {
                series.add(bar.value(), bar.reaching(bar.low()), bar.reaching(bar.high()), row, row, row);
            }
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(series);
        return data;
    }
}
