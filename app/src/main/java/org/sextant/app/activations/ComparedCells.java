package org.sextant.app.activations;

import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;

/// The cells of a heatmap beside those of the same without steering. The readout tells now, unsteered, and difference.
///
/// @param now with the sliders
/// @param unsteered without them; of the same size
/// @param difference whether a cell is what the sliders change, else what it is now
record ComparedCells(Heatmap now, Heatmap unsteered, boolean difference) implements Heatmap.Cells {
    @Override
    public int rows() {
        return now.cells().rows();
    }

    @Override
    public int columns() {
        return now.cells().columns();
    }

    @Override
    public float at(int row, int column) {
        return difference ? change(row, column) : now.cells().at(row, column);
    }

    @Override
    public boolean exists(int row, int column) {
        return now.cells().exists(row, column);
    }

    private float change(int row, int column) {
        return now.cells().at(row, column) - unsteered.cells().at(row, column);
    }

    @Override
    public String readout(int row, int column) {
        float change = change(row, column);
        return "now " + words(now, row, column) + "   unsteered " + words(unsteered, row, column) + "   difference "
                + (change > 0 ? "+" : "") + Numbers.words(change);
    }

    /// The value and, where there is one, the text of the cell.
    private static String words(Heatmap map, int row, int column) {
        String number = Numbers.words(map.cells().at(row, column));
        return map.cellTexts().isEmpty() ? number : number + " “" + text(map, row, column) + "”";
    }

    /// What stands in the cell where only changes are told: `·Anna ← ·Tom` where the text is another, else nothing. The
    /// newer comes first: it is what remains where there is room for one.
    String changedText(int row, int column) {
        String before = text(unsteered, row, column);
        String after = text(now, row, column);
        return before.equals(after) ? "" : after + " ← " + before;
    }

    private static String text(Heatmap map, int row, int column) {
        return map.cellTexts().get(row * map.cells().columns() + column);
    }
}
