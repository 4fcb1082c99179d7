package org.sextant.app.chart;

import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// Points drawn for a window, and where they lie there.
///
/// @param figure what it shows
/// @param pixels the picture, in device pixels
/// @param width of it in the window
/// @param height of it in the window
/// @param dots the points that can be seen, from left to right
record PointsFrame(PointsFigure figure, Pixels pixels, double width, double height, List<Dot> dots) {
    private static final double NEAR = 14;

    /// A point and where it lies.
    record Dot(PointsFigure.Point point, double x, double y) {
        private double distance(double left, double top) {
            return Math.hypot(x - left, y - top);
        }
    }

    /// @param density device pixels in one pixel of the layout
    static PointsFrame of(PointsFigure figure, Palette palette, double width, double height, double density) {
        JFreeChart chart = figure.chart(palette);
        chart.setPadding(new RectangleInsets(2, 0, 2, 4));
        ChartRenderingInfo where = new ChartRenderingInfo();
        Pixels pixels = ChartPixels.of(chart, width, height, density, where);
        Rectangle2D area = where.getPlotInfo().getDataArea();
        XYPlot plot = (XYPlot) chart.getPlot();
        List<Dot> dots = figure.series().stream().filter(PointsFigure.Series::dots)
                .flatMap(series -> series.points().stream())
                .filter(PointsFigure.Point::isShown)
                .map(point -> new Dot(point, plot.getDomainAxis().valueToJava2D(point.x(), area, RectangleEdge.BOTTOM),
                        plot.getRangeAxis().valueToJava2D(point.y(), area, RectangleEdge.LEFT)))
                .sorted(Comparator.comparingDouble(Dot::x)).toList();
        return new PointsFrame(figure, pixels, width, height, dots);
    }

    /// The point at a place in the window; of numbered places across, that of the nearest number.
    Optional<Dot> at(double x, double y) {
        if (figure.across().whole()) {
            return y > height ? Optional.empty()
                    : dots.stream().min(Comparator.comparingDouble(dot -> Math.abs(dot.x() - x)));
        }
        return dots.stream().filter(dot -> dot.distance(x, y) <= NEAR)
                .min(Comparator.comparingDouble(dot -> dot.distance(x, y)));
    }

    /// The first point that stands for something.
    Optional<Dot> of(int id) {
        return dots.stream().filter(dot -> dot.point().id() == id).findFirst();
    }
}
