package org.sextant.app.chart;

import java.util.Optional;

/// The window onto a matrix: which part of it is seen, and where each cell lies. Lengths are pixels of the picture,
/// places are cells; a value, so that zooming and panning are sums that need no window.
///
/// @param rows rows of the matrix
/// @param columns columns of the matrix
/// @param width width of the picture
/// @param height height of the picture
/// @param left column at the left edge, in cells and their parts
/// @param top row at the top edge
/// @param cellWidth pixels a column
/// @param cellHeight pixels a row
public record Viewport(
        int rows, int columns, double width, double height, double left, double top, double cellWidth,
        double cellHeight) {
    /// A cell grows no larger than this by zooming.
    static final double LARGEST_CELL = 96;

    private static final double READABLE_CELL = 32;

    private static final double TOLERANCE = 1e-9;

    /// The whole matrix in the whole picture.
    public static Viewport fitting(int rows, int columns, double width, double height) {
        return new Viewport(
                rows, columns, width, height, 0, 0, width / Math.max(1, columns), height / Math.max(1, rows));
    }

    public Viewport fit() {
        return fitting(rows, columns, width, height);
    }

    public boolean isFitted() {
        return cellWidth <= fitWidth() * (1 + TOLERANCE) && cellHeight <= fitHeight() * (1 + TOLERANCE);
    }

    /// Enlarges by `factor` and keeps the place under (`x`, `y`) where it is, as far as the edges of the matrix allow.
    public Viewport zoomAt(double x, double y, double factor) {
        double wide = Math.clamp(cellWidth * factor, fitWidth(), Math.max(fitWidth(), LARGEST_CELL));
        double high = Math.clamp(cellHeight * factor, fitHeight(), Math.max(fitHeight(), LARGEST_CELL));
        return new Viewport(
                rows, columns, width, height, left + x / cellWidth - x / wide, top + y / cellHeight - y / high, wide,
                high).clamped();
    }

    /// Moves the matrix by (`dx`, `dy`) under the picture.
    public Viewport panBy(double dx, double dy) {
        return new Viewport(
                rows, columns, width, height, left - dx / cellWidth, top - dy / cellHeight, cellWidth, cellHeight)
                .clamped();
    }

    /// The same view in a picture of another size: what was fitted stays fitted, what was zoomed keeps its cells.
    public Viewport resizedTo(double newWidth, double newHeight) {
        if (isFitted()) {
            return fitting(rows, columns, newWidth, newHeight);
        }
        Viewport resized = new Viewport(rows, columns, newWidth, newHeight, left, top, cellWidth, cellHeight);
        return new Viewport(
                rows, columns, newWidth, newHeight, left, top, Math.max(cellWidth, resized.fitWidth()),
                Math.max(cellHeight, resized.fitHeight())).clamped();
    }

    /// The same part of a matrix of another size, in a picture of another size.
    public Viewport over(int otherRows, int otherColumns, double otherWidth, double otherHeight) {
        if (isFitted() || columns == 0 || rows == 0) {
            return fitting(otherRows, otherColumns, otherWidth, otherHeight);
        }
        double wide = (double) otherColumns / columns;
        double high = (double) otherRows / rows;
        double seenColumns = Math.max(1, width / cellWidth * wide);
        double seenRows = Math.max(1, height / cellHeight * high);
        return new Viewport(otherRows, otherColumns, otherWidth, otherHeight, left * wide, top * high,
                otherWidth / seenColumns, otherHeight / seenRows).clamped();
    }

    /// The same view in pixels that are `scale` times smaller.
    Viewport scaledBy(double scale) {
        return new Viewport(
                rows, columns, Math.round(width * scale), Math.round(height * scale), left, top, cellWidth * scale,
                cellHeight * scale);
    }

    /// Moves no further than needed to see a cell whole.
    public Viewport revealing(Cell cell) {
        double newLeft = Math.max(Math.min(left, cell.column()), cell.column() + 1 - width / cellWidth);
        double newTop = Math.max(Math.min(top, cell.row()), cell.row() + 1 - height / cellHeight);
        return new Viewport(rows, columns, width, height, newLeft, newTop, cellWidth, cellHeight).clamped();
    }

    /// A cell in the middle of the picture, as far as the edges of the matrix allow, large enough to be read.
    public Viewport zoomedTo(Cell cell) {
        double wide = Math.max(cellWidth, READABLE_CELL);
        double high = Math.max(cellHeight, READABLE_CELL);
        return new Viewport(rows, columns, width, height, cell.column() + 0.5 - width / wide / 2,
                cell.row() + 0.5 - height / high / 2, wide, high).clamped();
    }

    /// The cell under a point of the picture.
    public Optional<Cell> cellAt(double x, double y) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return Optional.empty();
        }
        int row = (int) Math.floor(top + y / cellHeight);
        int column = (int) Math.floor(left + x / cellWidth);
        return row < rows && column < columns ? Optional.of(new Cell(row, column)) : Optional.empty();
    }

    /// Pixel where a column begins. A pixel belongs to the cell under its centre, so edges are whole pixels.
    public double columnEdge(int column) {
        return Math.ceil((column - left) * cellWidth - 0.5 - TOLERANCE);
    }

    /// Pixel where a row begins.
    public double rowEdge(int row) {
        return Math.ceil((row - top) * cellHeight - 0.5 - TOLERANCE);
    }

    public int firstColumn() {
        return Math.clamp((int) Math.floor(left), 0, Math.max(0, columns - 1));
    }

    /// Exclusive.
    public int endColumn() {
        return Math.clamp((int) Math.ceil(left + width / cellWidth - TOLERANCE), 0, columns);
    }

    public int firstRow() {
        return Math.clamp((int) Math.floor(top), 0, Math.max(0, rows - 1));
    }

    /// Exclusive.
    public int endRow() {
        return Math.clamp((int) Math.ceil(top + height / cellHeight - TOLERANCE), 0, rows);
    }

    private double fitWidth() {
        return width / Math.max(1, columns);
    }

    private double fitHeight() {
        return height / Math.max(1, rows);
    }

    private Viewport clamped() {
        double furthestLeft = Math.max(0, columns - width / cellWidth);
        double furthestTop = Math.max(0, rows - height / cellHeight);
        return new Viewport(
                rows, columns, width, height, Math.clamp(left, 0, furthestLeft), Math.clamp(top, 0, furthestTop),
                cellWidth, cellHeight);
    }
}
