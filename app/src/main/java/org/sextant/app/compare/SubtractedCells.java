package org.sextant.app.compare;

import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;

/// The cells of a picture of A less those of the same picture of B. The readout tells both and the difference.
///
/// @param a of the first model
/// @param b of the second model; of the same size
record SubtractedCells(Heatmap.Cells a, Heatmap.Cells b) implements Heatmap.Cells {
    @Override
    public int rows() {
        return a.rows();
    }

    @Override
    public int columns() {
        return a.columns();
    }

    @Override
    public float at(int row, int column) {
        return a.at(row, column) - b.at(row, column);
    }

    @Override
    public boolean exists(int row, int column) {
        return a.exists(row, column) && b.exists(row, column);
    }

    @Override
    public String readout(int row, int column) {
        float difference = at(row, column);
        return "A " + Numbers.words(a.at(row, column)) + "   B " + Numbers.words(b.at(row, column)) + "   difference "
                + (difference > 0 ? "+" : "") + Numbers.words(difference);
    }
}
