package org.sextant.app.chart;

import java.awt.Graphics2D;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// A heatmap as a figure.
///
/// @param heatmap what it shows
/// @param limits of its colours; empty for those that suit it
/// @param width in points
/// @param height in points
public record HeatmapFigure(Heatmap heatmap, Optional<Limits> limits, double width, double height) implements Figure {
    private static final double TITLE_HEIGHT = 22;
    private static final double TITLE_BASELINE = 14;
    private static final double MARGIN = 16;

    /// A figure whose cells have a size that can be read, between a column and a spread of a page.
    public static HeatmapFigure of(Heatmap heatmap) {
        int columns = Math.max(1, heatmap.cells().columns());
        int rows = Math.max(1, heatmap.cells().rows());
        double cell = heatmap.cellTexts().isEmpty() ? 24 : 48;
        double row = heatmap.cellTexts().isEmpty() ? 20 : 18;
        return new HeatmapFigure(heatmap, Optional.empty(), Math.clamp(columns * cell + 180, 420, 960),
                Math.clamp(rows * row + 110, 260, 720));
    }

    @Override
    public String title() {
        return heatmap.title();
    }

    @Override
    public void draw(Graphics2D graphics) {
        Palette palette = Palette.light();
        graphics.translate(MARGIN, MARGIN);
        Surface surface = new AwtSurface(graphics);
        double inner = width - 2 * MARGIN;
        surface.text(surface.fitted(title(), TextStyle.TITLE, inner), TextStyle.TITLE, palette.foreground(), 0,
                TITLE_BASELINE, Anchor.START);
        CellGrid grid = CellGrid.of(heatmap.cells());
        if (grid.values().length == 0) {
            surface.text("no values", TextStyle.LABEL, palette.muted(), inner / 2, height / 2, Anchor.MIDDLE);
        } else {
            drawMap(surface, grid, palette, inner);
        }
        graphics.translate(-MARGIN, -MARGIN);
    }

    private void drawMap(Surface surface, CellGrid grid, Palette palette, double inner) {
        Limits ends = limits.orElseGet(() -> Limits.automatic(grid.values(), heatmap.signed()));
        ColorScale scale = ColorScale.of(heatmap.signed(), ends, palette);
        HeatmapLayout layout = HeatmapLayout.of(heatmap, ends, surface, inner, height - 2 * MARGIN, TITLE_HEIGHT, 0);
        Viewport view = Viewport.fitting(heatmap.cells().rows(), heatmap.cells().columns(), layout.width(),
                layout.height());
        new FigureCells(surface, scale, palette).draw(grid, view, layout.x(), layout.y(),
                grid.values().length <= FigureCells.MOST_SHAPES);
        new HeatmapPainter(surface, heatmap, grid, scale, palette, layout, view).paintAround();
    }

    @Override
    public DataTable table() {
        List<String> columns = List.of("row", "row_label", "column", "column_label", "value");
        return new DataTable(
                heatmap.cellTexts().isEmpty() ? columns : Stream.concat(columns.stream(), Stream.of("text")).toList(),
                this::rows);
    }

    private Stream<List<DataCell>> rows() {
        int columns = heatmap.cells().columns();
        return IntStream.range(0, heatmap.cells().rows()).boxed()
                .flatMap(row -> IntStream.range(0, columns).mapToObj(column -> row(row, column)));
    }

    private List<DataCell> row(int row, int column) {
        List<DataCell> fields = List.of(DataCell.of(row), DataCell.of(heatmap.rowLabels().get(row)),
                DataCell.of(column), DataCell.of(heatmap.columnLabels().get(column)),
                DataCell.of(heatmap.cells().at(row, column)));
        return heatmap.cellTexts().isEmpty()
                ? fields
                : Stream.concat(fields.stream(), Stream.of(
                        DataCell.of(heatmap.cellTexts().get(row * heatmap.cells().columns() + column)))).toList();
    }
}
