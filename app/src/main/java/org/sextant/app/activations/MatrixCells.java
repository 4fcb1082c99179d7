package org.sextant.app.activations;

import org.sextant.app.chart.Heatmap;

/// Cells that are computed from where they stand.
///
/// @param possible where there can be a value at all
record MatrixCells(int rows, int columns, Value value, Place possible) implements Heatmap.Cells {
    MatrixCells(int rows, int columns, Value value) {
        this(rows, columns, value, (row, column) -> true);
    }

    /// The value of a cell.
    @FunctionalInterface
    interface Value {
        float at(int row, int column);
    }

    /// A question about a cell.
    @FunctionalInterface
    interface Place {
        boolean test(int row, int column);
    }

    @Override
    public boolean exists(int row, int column) {
        return possible.test(row, column);
    }

    @Override
    public float at(int row, int column) {
        return value.at(row, column);
    }
}
