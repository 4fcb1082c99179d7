package org.sextant.app.chart;

import java.util.List;

/// A picture of a matrix, before it has colours or pixels. Views and commands make the same one.
///
/// @param title what it shows
/// @param rowAxis title of the vertical axis, with its unit
/// @param columnAxis title of the horizontal axis
/// @param valueLabel what the colour means, with its unit
/// @param rowLabels one a row, first row at the top
/// @param columnLabels one a column
/// @param cells the values; NaN is missing
/// @param signed whether colours diverge from zero
/// @param cellTexts text in each cell, row-major, `columns` a row; empty where cells carry none
public record Heatmap(
        String title,
        String rowAxis,
        String columnAxis,
        String valueLabel,
        List<String> rowLabels,
        List<String> columnLabels,
        Cells cells,
        boolean signed,
        List<String> cellTexts) {
    public Heatmap {
        rowLabels = List.copyOf(rowLabels);
        columnLabels = List.copyOf(columnLabels);
        cellTexts = List.copyOf(cellTexts);
        if (rowLabels.size() != cells.rows() || columnLabels.size() != cells.columns()) {
            throw new IllegalArgumentException(
                    "labels do not fit a matrix of " + cells.rows() + " x " + cells.columns());
        }
    }

    /// The same picture with another title.
    public Heatmap titled(String other) {
        return new Heatmap(other, rowAxis, columnAxis, valueLabel, rowLabels, columnLabels, cells, signed, cellTexts);
    }

    /// The values of a matrix.
    public interface Cells {
        int rows();

        int columns();

        /// NaN where there is no value.
        float at(int row, int column);

        /// Whether there can be a value at all. Cells that cannot have one, such as later keys for a causal model, are
        /// left blank; those that should and do not are hatched.
        default boolean exists(int row, int column) {
            return true;
        }

        /// What the readout says of a cell beyond where it stands; empty says its value and its text.
        default String readout(int row, int column) {
            return "";
        }
    }
}
