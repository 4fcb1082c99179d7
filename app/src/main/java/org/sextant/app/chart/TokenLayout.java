package org.sextant.app.chart;

import java.util.Arrays;
import java.util.OptionalInt;

/// Chips of given widths set in rows, as words are set in lines. All lengths in pixels.
public final class TokenLayout {
    private final double[] x;
    private final double[] widths;
    private final int[] rowStarts;
    private final double rowHeight;

    private TokenLayout(double[] x, double[] widths, int[] rowStarts, double rowHeight) {
        this.x = x;
        this.widths = widths;
        this.rowStarts = rowStarts;
        this.rowHeight = rowHeight;
    }

    /// Sets chips in rows of a width. A chip wider than the row is cut to it.
    public static TokenLayout of(double[] widths, double gap, double rowWidth, double rowHeight) {
        double[] x = new double[widths.length];
        double[] cut = new double[widths.length];
        int[] starts = new int[widths.length + 1];
        int rows = 0;
        double pen = 0;
        for (int chip = 0; chip < widths.length; chip++) {
            cut[chip] = Math.min(widths[chip], rowWidth);
            if (chip == 0 || pen + cut[chip] > rowWidth) {
                starts[rows++] = chip;
                pen = 0;
            }
            x[chip] = pen;
            pen += cut[chip] + gap;
        }
        return new TokenLayout(x, cut, Arrays.copyOf(starts, rows), rowHeight);
    }

    public int size() {
        return x.length;
    }

    public int rows() {
        return rowStarts.length;
    }

    public double height() {
        return rows() * rowHeight;
    }

    public int rowOf(int chip) {
        int found = Arrays.binarySearch(rowStarts, chip);
        return found >= 0 ? found : -found - 2;
    }

    public int firstOf(int row) {
        return rowStarts[row];
    }

    /// One past the last chip of a row.
    public int endOf(int row) {
        return row + 1 < rows() ? rowStarts[row + 1] : size();
    }

    public double x(int chip) {
        return x[chip];
    }

    public double width(int chip) {
        return widths[chip];
    }

    /// The chip at a point; empty beside the chips.
    public OptionalInt at(double px, double py) {
        int row = (int) Math.floor(py / rowHeight);
        if (row < 0 || row >= rows() || px < 0) {
            return OptionalInt.empty();
        }
        int chip = lastStartingBefore(row, px);
        return px <= x[chip] + widths[chip] ? OptionalInt.of(chip) : OptionalInt.empty();
    }

    /// The chip in the row above (−1) or below (1) that stands nearest to this one; itself where there is no such row.
    public int vertical(int chip, int rowsDown) {
        int row = rowOf(chip) + rowsDown;
        return row < 0 || row >= rows() ? chip : lastStartingBefore(row, x[chip] + widths[chip] / 2);
    }

    private int lastStartingBefore(int row, double px) {
        int found = Arrays.binarySearch(x, firstOf(row), endOf(row), px);
        return found >= 0 ? found : Math.max(firstOf(row), -found - 2);
    }
}
