package org.sextant.app.chart;

import java.awt.Graphics2D;
import java.util.List;
import java.util.Optional;

/// Figures side by side.
///
/// @param title what they show together
/// @param figures from left to right, one at least
/// @param table their data
public record BesideFigure(String title, List<Figure> figures, DataTable table) implements Figure {
    public BesideFigure {
        figures = List.copyOf(figures);
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no figures to stand side by side");
        }
    }

    /// Two heatmaps with one colour scale.
    public static BesideFigure of(String title, Heatmap first, Heatmap second, DataTable table) {
        Limits common = Limits.automatic(first).union(Limits.automatic(second));
        return new BesideFigure(title, List.of(scaled(first, common), scaled(second, common)), table);
    }

    private static HeatmapFigure scaled(Heatmap map, Limits limits) {
        HeatmapFigure own = HeatmapFigure.of(map);
        return new HeatmapFigure(map, Optional.of(limits), own.width(), own.height());
    }

    @Override
    public double width() {
        return figures.stream().mapToDouble(Figure::width).sum();
    }

    @Override
    public double height() {
        return figures.stream().mapToDouble(Figure::height).max().orElseThrow();
    }

    @Override
    public void draw(Graphics2D graphics) {
        double shift = 0;
        for (Figure figure : figures) {
            Graphics2D own = (Graphics2D) graphics.create();
            own.translate(shift, 0);
            figure.draw(own);
            own.dispose();
            shift += figure.width();
        }
    }
}
