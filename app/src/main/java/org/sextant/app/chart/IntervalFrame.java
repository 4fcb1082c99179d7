package org.sextant.app.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// Intervals drawn for a window, and where they lie there.
///
/// @param figure what it shows
/// @param pixels the picture, in device pixels
/// @param width of it in the window
/// @param height of it in the window
/// @param dots the values that can be seen, from the top
record IntervalFrame(IntervalFigure figure, Pixels pixels, double width, double height, List<Dot> dots) {
    /// A value and where it lies.
    record Dot(int row, IntervalFigure.Bar bar, double x, double y) {}

    /// @param density device pixels in one pixel of the layout
    static IntervalFrame of(IntervalFigure figure, Palette palette, double width, double height, double density) {
        JFreeChart chart = figure.chart(palette);
        chart.setPadding(new RectangleInsets(2, 0, 2, 8));
        ChartRenderingInfo where = new ChartRenderingInfo();
        Pixels pixels = ChartPixels.of(chart, width, height, density, where);
        Rectangle2D area = where.getPlotInfo().getDataArea();
        XYPlot plot = (XYPlot) chart.getPlot();
        List<Dot> dots = new ArrayList<>();
        for (int row = 0; row < figure.bars().size(); row++) {
            IntervalFigure.Bar bar = figure.bars().get(row);
            if (bar.isShown()) {
                dots.add(new Dot(row, bar,
                        plot.getDomainAxis().valueToJava2D(bar.value(), area, RectangleEdge.BOTTOM),
                        plot.getRangeAxis().valueToJava2D(row, area, RectangleEdge.LEFT)));
            }
        }
        return new IntervalFrame(figure, pixels, width, height, List.copyOf(dots));
    }

    /// The value whose row lies nearest to a place in the window.
    Optional<Dot> at(double y) {
        return y > height ? Optional.empty()
                : dots.stream().min(Comparator.comparingDouble(dot -> Math.abs(dot.y() - y)));
    }

    /// The value of a row.
    Optional<Dot> of(int row) {
        return dots.stream().filter(dot -> dot.row() == row).findFirst();
    }
}
