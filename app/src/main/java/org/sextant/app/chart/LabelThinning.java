package org.sextant.app.chart;

/// How many labels an axis can carry. Labels never turn; they thin out.
final class LabelThinning {
    private static final int[] STEPS = {1, 2, 5};
    private static final double SHARE_THAT_FITS = 0.9;

    private LabelThinning() {}

    /// The smallest of the steps 1, 2, 5, 10, 20 … that gives each label at least this much room.
    static int step(double cellSize, double room) {
        for (int power = 1; power < 1_000_000_000; power *= 10) {
            for (int step : STEPS) {
                if (step * power * cellSize >= room) {
                    return step * power;
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    /// The smallest step at which nine labels in ten are seen whole; the rest are to be shortened to the step's room.
    ///
    /// @param widths of the labels in view, sorted ascending
    static int stepFor(double[] widths, double cellSize, double gap) {
        if (widths.length == 0) {
            return 1;
        }
        double wide = widths[(int) Math.floor(SHARE_THAT_FITS * (widths.length - 1))];
        return step(cellSize, wide + gap);
    }
}
