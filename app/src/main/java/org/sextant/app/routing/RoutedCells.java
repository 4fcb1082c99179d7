package org.sextant.app.routing;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.Heatmap;

/// Cells that are computed together when the first of them is looked at: that is where a picture gets its colours, away
/// from the UI thread.
final class RoutedCells implements Heatmap.Cells {
    private final int rows;
    private final int columns;
    private final int valued;
    private final Supplier<float[]> source;
    private final Words words;
    private float @Nullable [] values;

    /// @param source gives `[row, column]`, on any thread
    RoutedCells(int rows, int columns, Supplier<float[]> source, Words words) {
        this(rows, columns, columns, source, words);
    }

    /// @param valued how many of the columns have values at all
    RoutedCells(int rows, int columns, int valued, Supplier<float[]> source, Words words) {
        this.rows = rows;
        this.columns = columns;
        this.valued = valued;
        this.source = source;
        this.words = words;
    }

    /// Says of a cell what its value alone does not.
    @FunctionalInterface
    interface Words {
        String of(int row, int column);
    }

    private synchronized float[] values() {
        float[] known = values;
        if (known == null) {
            known = source.get();
            values = known;
        }
        return known;
    }

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
        return column < valued ? values()[row * valued + column] : Float.NaN;
    }

    @Override
    public boolean exists(int row, int column) {
        return column < valued;
    }

    @Override
    public String readout(int row, int column) {
        return words.of(row, column);
    }
}
