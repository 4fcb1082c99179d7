package org.sextant.app.chart;

import java.util.List;
import java.util.stream.IntStream;

/// Small heatmaps for tests.
final class Matrices {
    private Matrices() {}

    static Heatmap heatmap(boolean signed, float[][] values) {
        return new Heatmap("a title", "layer", "token", "norm", numbers(values.length),
                numbers(values.length == 0 ? 0 : values[0].length), cells(values), signed, List.of());
    }

    static Heatmap.Cells cells(float[][] values) {
        return new Heatmap.Cells() {
            @Override
            public int rows() {
                return values.length;
            }

            @Override
            public int columns() {
                return values.length == 0 ? 0 : values[0].length;
            }

            @Override
            public float at(int row, int column) {
                return values[row][column];
            }
        };
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
