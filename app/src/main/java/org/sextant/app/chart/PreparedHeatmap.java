package org.sextant.app.chart;

/// A heatmap with its values gathered, ready to be painted at any zoom.
///
/// @param values the matrix as it came
/// @param grid the same in one array
/// @param own limits that suit it alone
record PreparedHeatmap(Heatmap values, CellGrid grid, Limits own) {
    static PreparedHeatmap of(Heatmap values) {
        CellGrid grid = CellGrid.of(values.cells());
        // Asked here about the letters of the labels, the fonts load away from the UI thread.
        values.columnLabels().forEach(ShownText::of);
        return new PreparedHeatmap(values, grid, Limits.automatic(grid.values(), values.signed()));
    }

    /// @param density device pixels in one pixel of the layout
    HeatmapFrame frame(ColorScale scale, Palette palette, HeatmapLayout layout, Viewport view, double density) {
        Pixels pixels = new HeatmapRaster(grid, view.scaledBy(density), scale).paint();
        return new HeatmapFrame(values, grid, scale, palette, layout, view, pixels);
    }
}
