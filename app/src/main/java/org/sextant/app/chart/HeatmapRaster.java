package org.sextant.app.chart;

import java.util.Arrays;

/// Paints the visible part of a grid, one whole colour a pixel. Where a cell covers pixels they are all alike (no
/// smoothing); where a pixel covers cells it shows the strongest of them, so that no spike vanishes by zooming out.
final class HeatmapRaster {
    private final CellGrid grid;
    private final ColorScale scale;
    private final int width;
    private final int height;
    private final int[] rowFrom;
    private final int[] rowTo;
    private final int[] columnFrom;
    private final int[] columnTo;

    /// @param viewport over the cells of the matrix, in device pixels
    HeatmapRaster(CellGrid grid, Viewport viewport, ColorScale scale) {
        this.grid = grid;
        this.scale = scale;
        width = (int) viewport.width();
        height = (int) viewport.height();
        rowFrom = new int[height];
        rowTo = new int[height];
        columnFrom = new int[width];
        columnTo = new int[width];
        divide(viewport.top(), viewport.cellHeight(), grid.rowBin(), grid.rows(), rowFrom, rowTo);
        divide(viewport.left(), viewport.cellWidth(), grid.columnBin(), grid.columns(), columnFrom, columnTo);
    }

    Pixels paint() {
        int[] pixels = new int[width * height];
        float[] line = new float[width];
        boolean hatched = false;
        for (int y = 0; y < height; y++) {
            boolean sameCells = y > 0 && rowFrom[y] == rowFrom[y - 1] && rowTo[y] == rowTo[y - 1];
            if (!sameCells) {
                gather(y, line);
                hatched = anyMissing(line);
            }
            if (sameCells && !hatched) {
                System.arraycopy(pixels, (y - 1) * width, pixels, y * width, width);
            } else {
                colour(line, y, pixels);
            }
        }
        return new Pixels(width, height, pixels);
    }

    private void colour(float[] line, int y, int[] pixels) {
        for (int x = 0; x < width; x++) {
            pixels[y * width + x] = Float.isNaN(line[x]) && isBlank(x, y)
                    ? scale.argb(Float.NaN)
                    : scale.argb(line[x], x, y);
        }
    }

    private boolean isBlank(int x, int y) {
        for (int row = rowFrom[y]; row < rowTo[y]; row++) {
            for (int column = columnFrom[x]; column < columnTo[x]; column++) {
                if (!grid.isBlank(row, column)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void gather(int y, float[] line) {
        Arrays.fill(line, Float.NaN);
        float[] values = grid.values();
        for (int row = rowFrom[y]; row < rowTo[y]; row++) {
            int start = row * grid.columns();
            for (int x = 0; x < width; x++) {
                for (int column = columnFrom[x]; column < columnTo[x]; column++) {
                    line[x] = CellGrid.stronger(line[x], values[start + column]);
                }
            }
        }
    }

    private static boolean anyMissing(float[] line) {
        for (float value : line) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /// Which cells of the grid each pixel shows: the one under its centre, or all that begin within it.
    private static void divide(double origin, double cellSize, int bin, int cells, int[] from, int[] to) {
        double perPixel = 1 / (cellSize * bin);
        double start = origin / bin;
        for (int pixel = 0; pixel < from.length; pixel++) {
            if (perPixel <= 1) {
                from[pixel] = Math.clamp((long) Math.floor(start + (pixel + 0.5) * perPixel), 0, cells - 1);
                to[pixel] = from[pixel] + 1;
            } else {
                from[pixel] = Math.clamp((long) Math.floor(start + pixel * perPixel), 0, cells - 1);
                to[pixel] = Math.clamp((long) Math.floor(start + (pixel + 1) * perPixel), from[pixel] + 1, cells);
            }
        }
    }
}
