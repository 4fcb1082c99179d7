package org.sextant.app.chart;

import java.awt.geom.Rectangle2D;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// A histogram drawn for a window, and where its bars lie there.
///
/// @param figure what it shows
/// @param palette the theme
/// @param pixels the picture, in device pixels
/// @param width of it in the window
/// @param height of it in the window
/// @param area of the bars
/// @param values the axis of the bars
record HistogramFrame(
        HistogramFigure figure, Palette palette, Pixels pixels, double width, double height, Rectangle2D area,
        ValueAxis values) {
    /// @param density device pixels in one pixel of the layout
    static HistogramFrame of(HistogramFigure figure, Palette palette, double width, double height, double density) {
        JFreeChart chart = figure.chart(palette);
        chart.setPadding(new RectangleInsets(2, 0, 2, 4));
        ChartRenderingInfo where = new ChartRenderingInfo();
        Pixels pixels = ChartPixels.of(chart, width, height, density, where);
        return new HistogramFrame(figure, palette, pixels, width, height,
                where.getPlotInfo().getDataArea(), ((XYPlot) chart.getPlot()).getDomainAxis());
    }

    /// Where an interval begins in the window.
    double left(int bin) {
        return values.valueToJava2D(figure.edge(bin), area, RectangleEdge.BOTTOM);
    }

    double top() {
        return area.getY();
    }

    double bottom() {
        return area.getMaxY();
    }
}
