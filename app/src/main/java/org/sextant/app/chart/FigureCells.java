package org.sextant.app.chart;

/// Draws the cells of a heatmap into a file: each as a shape where there are few, so that they stay sharp at any size,
/// else as pixels.
///
/// @param surface what to draw on
/// @param scale the colours
/// @param palette the theme
record FigureCells(Surface surface, ColorScale scale, Palette palette) {
    static final int MOST_SHAPES = 20_000;

    /// Each cell reaches under those that follow, so that no viewer shows seams between them.
    private static final double OVERLAP = 1;
    private static final double PIXELS_PER_POINT = 2;
    private static final double HATCH_PERIOD = 5;

    /// @param view the whole matrix in the size it shall have
    void draw(CellGrid grid, Viewport view, double x, double y, boolean asShapes) {
        if (asShapes && !grid.isBinned()) {
            shapes(grid, view, x, y);
        } else {
            Pixels pixels = new HeatmapRaster(grid, view.scaledBy(PIXELS_PER_POINT), scale).paint();
            surface.pixels(pixels, x, y, view.width(), view.height());
        }
    }

    private void shapes(CellGrid grid, Viewport view, double left, double top) {
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                double x = left + column * view.cellWidth();
                double y = top + row * view.cellHeight();
                double wide = Math.min(view.cellWidth() + OVERLAP, left + view.width() - x);
                double high = Math.min(view.cellHeight() + OVERLAP, top + view.height() - y);
                surface.fill(scale.argb(grid.at(row, column)), x, y, wide, high);
                if (Float.isNaN(grid.at(row, column)) && !grid.isBlank(row, column)) {
                    hatch(x, y, wide, high);
                }
            }
        }
    }

    /// Lines x + y = constant across the whole picture, so that those of neighbouring cells join.
    private void hatch(double x, double y, double wide, double high) {
        for (double sum = Math.ceil((x + y) / HATCH_PERIOD) * HATCH_PERIOD; sum < x + y + wide
                + high; sum += HATCH_PERIOD) {
            double left = Math.max(x, sum - y - high);
            double right = Math.min(x + wide, sum - y);
            surface.line(palette.missing(), 1, left, sum - left, right, sum - right);
        }
    }
}
