package org.sextant.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Points, or lines through them.
///
/// @param title what is shown
/// @param across the horizontal axis
/// @param up the vertical axis
/// @param series the points
/// @param table its data, one row a value
public record PointsFigure(String title, Axis across, Axis up, List<Series> series, DataTable table)
        implements
            Figure {
    private static final double DOT = 7;
    private static final float STROKE = 1.5f;
    /// Room at the ends of an axis, so that no point is cut.
    private static final double MARGIN = 0.08;
    /// The same on an axis of few things, between two of them.
    private static final double HALF = 0.5;

    /// An axis.
    ///
    /// @param title with its unit
    /// @param whole whether its values are numbers of things, that are named by whole numbers alone
    /// @param places names of its values from 0 on; none where they are numbers
    /// @param mark a value to draw a line at
    /// @param limits what it reaches from and to; empty where its points decide
    public record Axis(String title, boolean whole, List<String> places, OptionalDouble mark,
            Optional<Limits> limits) {
        public Axis {
            places = List.copyOf(places);
        }

        public static Axis of(String title) {
            return new Axis(title, false, List.of(), OptionalDouble.empty(), Optional.empty());
        }

        /// Numbers of layers, of tokens.
        public static Axis ofWhole(String title) {
            return new Axis(title, true, List.of(), OptionalDouble.empty(), Optional.empty());
        }

        public static Axis ofPlaces(List<String> places) {
            return new Axis("", false, places, OptionalDouble.empty(), Optional.empty());
        }

        /// The same with names for its values from 0 on.
        public Axis named(List<String> names) {
            return new Axis(title, whole, names, mark, limits);
        }

        /// The same with a line at a value.
        public Axis markedAt(double value) {
            return new Axis(title, whole, places, OptionalDouble.of(value), limits);
        }

        /// The same from a value to another.
        public Axis within(double low, double high) {
            return new Axis(title, whole, places, mark, Optional.of(new Limits(low, high)));
        }
    }

    /// Points that belong together.
    ///
    /// @param name in the legend
    /// @param colour which of the eight colours of categories, from 0
    /// @param line whether a line goes through them
    /// @param hollow whether they are rings
    /// @param dots whether they can be seen and picked, beside the line
    public record Series(String name, int colour, boolean line, boolean hollow, List<Point> points, boolean dots) {
        public Series {
            points = List.copyOf(points);
        }

        public Series(String name, int colour, boolean line, boolean hollow, List<Point> points) {
            this(name, colour, line, hollow, points, true);
        }

        /// A line to compare with, in a colour of the categories.
        public static Series guide(String name, int colour, List<Point> ends) {
            return new Series(name, colour, true, false, ends, false);
        }
    }

    /// One point.
    ///
    /// @param id what the person picks by it
    /// @param x across; NaN where there is none
    /// @param y up; NaN where there is none
    /// @param readout what it is, with its value
    public record Point(int id, double x, double y, String readout) {
        boolean isShown() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    public PointsFigure {
        series = List.copyOf(series);
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
        if (series.size() > 1) {
            chart.addLegend(legend((XYPlot) chart.getPlot()));
        }
        ChartStyle.draw(chart, title, graphics);
    }

    private static LegendTitle legend(XYPlot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(ChartStyle.font(Font.PLAIN, 11));
        legend.setItemPaint(ChartStyle.colour(Palette.light().foreground()));
        legend.setBackgroundPaint(ChartStyle.colour(Palette.light().background()));
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        return legend;
    }

    /// The chart in the colours of a theme and without a title, for a window as well as for a file.
    JFreeChart chart(Palette palette) {
        NumberAxis below = axis(across, palette);
        below.setLabel(across.title() + " →");
        XYPlot plot = new XYPlot(dataset(), below, axis(up, palette), renderer(palette));
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(up.places().isEmpty());
        across.mark().ifPresent(at -> plot.addDomainMarker(marker(at, palette)));
        up.mark().ifPresent(at -> plot.addRangeMarker(marker(at, palette)));
        JFreeChart chart = ChartStyle.chart(plot, palette);
        if (!up.title().isEmpty()) {
            chart.addSubtitle(ChartStyle.above(up.title(), palette));
        }
        return chart;
    }

    private static NumberAxis axis(Axis of, Palette palette) {
        if (!of.places().isEmpty()) {
            var named = ChartStyle.styled(new SymbolAxis("", of.places().toArray(String[]::new)), palette);
            named.setGridBandsVisible(false);
            named.setRange(-0.5, of.places().size() - 0.5);
            return named;
        }
        NumberAxis axis = of.whole() && of.limits().isPresent()
                ? ChartStyle.styled(new CountedAxis(of.limits().orElseThrow()), palette)
                : ChartStyle.axis(palette);
        axis.setAutoRangeIncludesZero(false);
        axis.setAutoRangeStickyZero(false);
        axis.setLowerMargin(MARGIN);
        axis.setUpperMargin(MARGIN);
        of.limits().ifPresent(ends -> {
            double room = Math.max(MARGIN * (ends.high() - ends.low()), of.whole() ? HALF : 0);
            axis.setRange(ends.low() - room, ends.high() + room);
        });
        if (of.whole()) {
            axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        }
        return axis;
    }

    private static ValueMarker marker(double at, Palette palette) {
        return new ValueMarker(at, ChartStyle.colour(palette.muted()),
                new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[]{3, 3}, 0));
    }

    private XYLineAndShapeRenderer renderer(Palette palette) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setUseFillPaint(true);
        renderer.setDrawOutlines(true);
        renderer.setUseOutlinePaint(true);
        Shape dot = new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT);
        for (int index = 0; index < series.size(); index++) {
            Series each = series.get(index);
            Color colour = ChartStyle.colour(palette.categories().get(each.colour()));
            renderer.setSeriesPaint(index, colour);
            renderer.setSeriesOutlinePaint(index, colour);
            renderer.setSeriesOutlineStroke(index, new BasicStroke(STROKE));
            renderer.setSeriesFillPaint(index, each.hollow() ? ChartStyle.colour(palette.background()) : colour);
            renderer.setSeriesStroke(index, new BasicStroke(STROKE));
            renderer.setSeriesShape(index, dot);
            renderer.setSeriesLinesVisible(index, each.line());
            renderer.setSeriesShapesVisible(index, each.dots());
        }
        return renderer;
    }

    private XYSeriesCollection dataset() {
        XYSeriesCollection data = new XYSeriesCollection();
        for (int index = 0; index < series.size(); index++) {
            XYSeries points = new XYSeries(series.get(index).name(), false, true);
            series.get(index).points().stream().filter(Point::isShown)
                    .forEach(point -> points.add(point.x(), point.y()));
            data.addSeries(points);
        }
        return data;
    }
}
