package org.sextant.app.compare;

import org.sextant.app.chart.Heatmap;

/// Cells that are computed from where they stand.
record PairCells(int rows, int columns, Value value, Words words) implements Heatmap.Cells {
    PairCells(int rows, int columns, Value value) {
        this(rows, columns, value, (row, column) -> "");
    }

    /// The value of a cell.
    @FunctionalInterface
    interface Value {
        float at(int row, int column);
    }

    /// What the readout says of a cell; empty says its value.
    @FunctionalInterface
    interface Words {
        String of(int row, int column);
    }

    @Override
    public float at(int row, int column) {
        return value.at(row, column);
    }

    @Override
    public String readout(int row, int column) {
        return words.of(row, column);
    }
}
