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
/// @param pixels the colours of the cells, in device pixels
record HeatmapFrame(
        Heatmap heatmap, CellGrid grid, ColorScale scale, Palette palette, HeatmapLayout layout, Viewport view,
        Pixels pixels) {
    void paintOn(Surface surface) {
        surface.pixels(pixels, layout.x(), layout.y(), layout.width(), layout.height());
        new HeatmapPainter(surface, heatmap, grid, scale, palette, layout, view).paintAround();
    }
}
