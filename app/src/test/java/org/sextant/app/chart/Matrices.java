package org.sextant.app.chart;

import java.util.List;
import java.util.stream.IntStream;

/// Small heatmaps for tests.
final class Matrices {
    private Matrices() {}

    /// Gives a value to a cell.
    interface Value {
        float at(int row, int column);
    }

    static Heatmap heatmap(boolean signed, float[][] values) {
        return heatmap(signed, values.length, values.length == 0 ? 0 : values[0].length,
                (row, column) -> values[row][column]);
    }

    static Heatmap heatmap(boolean signed, int rows, int columns, Value value) {
        return new Heatmap("a title", "layer", "token", "norm", numbers(rows), numbers(columns),
                cells(rows, columns, value), signed, List.of());
    }

    /// Each cell holds its number in reading order.
    static Heatmap counting(int rows, int columns) {
        return heatmap(false, rows, columns, (row, column) -> row * columns + column);
    }

    static Heatmap.Cells cells(float[][] values) {
        return heatmap(true, values).cells();
    }

    private static Heatmap.Cells cells(int rows, int columns, Value value) {
        return new Heatmap.Cells() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public float at(int row, int column) {
                return value.at(row, column);
            }
        };
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
