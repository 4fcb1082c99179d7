package org.sextant.app.chart;

/// One painted state of a heatmap: what is seen, and the colours it has. Labels and overlay follow the frame that is
/// on screen, not the one being computed.
///
/// @param heatmap what it shows
/// @param grid its values
/// @param scale its colours
/// @param palette the theme
/// @param layout where the parts lie
/// @param view which cells are seen
/// @param columns device pixels across
/// @param rows device pixels down
/// @param pixels ARGB, row-major
record HeatmapFrame(
        Heatmap heatmap, CellGrid grid, ColorScale scale, Palette palette, HeatmapLayout layout, Viewport view,
        int columns, int rows, int[] pixels) {
    void paintOn(Surface surface) {
        surface.pixels(pixels, columns, rows, layout.x(), layout.y(), layout.width(), layout.height());
        new HeatmapPainter(surface, heatmap, grid, scale, palette, layout, view).paintAround();
    }
}
