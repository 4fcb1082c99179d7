package org.sextant.app.chart;

/// The values of a picture in one array, ready to be painted. A matrix of more than four million cells is binned: each
/// cell of the grid then holds the value that is largest in absolute terms among those it stands for.
final class CellGrid {
    static final int MOST_CELLS = 4 << 20;

    private final int rows;
    private final int columns;
    private final int rowBin;
    private final int columnBin;
    private final float[] values;
    private final Heatmap.Cells cells;
    private final float lowest;
    private final float highest;

    private CellGrid(Heatmap.Cells cells, int rows, int columns, int rowBin, int columnBin, float[] values) {
        this.cells = cells;
        this.rows = rows;
        this.columns = columns;
        this.rowBin = rowBin;
        this.columnBin = columnBin;
        this.values = values;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        lowest = low;
        highest = high;
    }

    static CellGrid of(Heatmap.Cells cells) {
        return of(cells, MOST_CELLS);
    }

    static CellGrid of(Heatmap.Cells cells, int mostCells) {
        int rowBin = 1;
        int columnBin = 1;
        while ((long) bins(cells.rows(), rowBin) * bins(cells.columns(), columnBin) > mostCells) {
            if (bins(cells.rows(), rowBin) >= bins(cells.columns(), columnBin)) {
                rowBin *= 2;
            } else {
                columnBin *= 2;
            }
        }
        int rows = bins(cells.rows(), rowBin);
        int columns = bins(cells.columns(), columnBin);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = rowBin == 1 && columnBin == 1
                        ? cells.at(row, column)
                        : strongest(cells, row * rowBin, rowBin, column * columnBin, columnBin);
            }
        }
        return new CellGrid(cells, rows, columns, rowBin, columnBin, values);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /// Rows of the matrix in one row of the grid.
    int rowBin() {
        return rowBin;
    }

    /// Columns of the matrix in one column of the grid.
    int columnBin() {
        return columnBin;
    }

    /// The array itself, row-major; not to be written.
    float[] values() {
        return values;
    }

    /// The smallest value; positive infinity where all are missing.
    float lowest() {
        return lowest;
    }

    /// The largest value; negative infinity where all are missing.
    float highest() {
        return highest;
    }

    boolean isBinned() {
        return rowBin > 1 || columnBin > 1;
    }

    float at(int row, int column) {
        return values[row * columns + column];
    }

    /// Whether a cell of the grid stands for nothing that could have a value.
    boolean isBlank(int row, int column) {
        if (!Float.isNaN(at(row, column))) {
            return false;
        }
        for (int y = row * rowBin; y < Math.min(cells.rows(), (row + 1) * rowBin); y++) {
            for (int x = column * columnBin; x < Math.min(cells.columns(), (column + 1) * columnBin); x++) {
                if (cells.exists(y, x)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Of two values the one that is larger in absolute terms; a number beats a missing value.
    static float stronger(float a, float b) {
        return Float.isNaN(a) || Math.abs(b) > Math.abs(a) ? b : a;
    }

    private static float strongest(Heatmap.Cells cells, int top, int height, int left, int width) {
        float best = Float.NaN;
        for (int row = top; row < Math.min(cells.rows(), top + height); row++) {
            for (int column = left; column < Math.min(cells.columns(), left + width); column++) {
                best = stronger(best, cells.at(row, column));
            }
        }
        return best;
    }

    private static int bins(int size, int bin) {
        return (size + bin - 1) / bin;
    }
}
