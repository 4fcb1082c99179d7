package org.sextant.app.chart;

import java.awt.Graphics2D;

/// A picture at print size, in light colours, that needs no window: for files and for the command line.
public sealed interface Figure
        permits BesideFigure, HeatmapFigure, HeatmapGridFigure, HistogramFigure, IntervalFigure, PointsFigure {
    String title();

    /// Width that suits it, in points.
    double width();

    /// Height that suits it, in points.
    double height();

    /// Draws it with its corner at the origin, over `width()` and `height()`.
    void draw(Graphics2D graphics);

    /// Its data, one row a value.
    DataTable table();
}
