package org.sextant.app.activations;

import org.sextant.app.chart.Heatmap;

/// Cells that are computed from where they stand.
record MatrixCells(int rows, int columns, Value value) implements Heatmap.Cells {
    /// The value of a cell.
    @FunctionalInterface
    interface Value {
        float at(int row, int column);
    }

    @Override
    public float at(int row, int column) {
        return value.at(row, column);
    }
}
