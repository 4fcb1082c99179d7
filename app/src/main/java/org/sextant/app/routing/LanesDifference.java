package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.List;

import org.sextant.app.activations.Aspect;
import org.sextant.app.chart.Heatmap;

/// The lanes of a token beside the same without what steers the model.
///
/// @param now with the sliders
/// @param unsteered without them
record LanesDifference(LanesPicture now, LanesPicture unsteered) {
    /// What the sliders change of the probabilities. An expert that the token newly goes to says `in`, one that it left
    /// says `out`.
    Heatmap heatmap() {
        Heatmap after = now.heatmap();
        Heatmap before = unsteered.heatmap();
        int experts = now.picture().result().experts();
        var cells = new RoutedCells(after.cells().rows(), after.cells().columns(), experts,
                () -> changes(after, before, experts),
                (row, column) -> "now: " + after.cells().readout(row, column) + "   unsteered: "
                        + before.cells().readout(row, column));
        return new Heatmap(Aspect.DIFFERENCE.titled(after.title()), after.rowAxis(), after.columnAxis(),
                "router probability, now − unsteered; in and out of the chosen", after.rowLabels(),
                after.columnLabels(), cells, true, texts(after.cells().rows(), after.cells().columns(), experts));
    }

    private static float[] changes(Heatmap after, Heatmap before, int experts) {
        float[] changes = new float[after.cells().rows() * experts];
        for (int cell = 0; cell < changes.length; cell++) {
            changes[cell] = after.cells().at(cell / experts, cell % experts)
                    - before.cells().at(cell / experts, cell % experts);
        }
        return changes;
    }

    private List<String> texts(int rows, int columns, int experts) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                texts.add(column < experts ? text(row, column) : "");
            }
        }
        return texts;
    }

    private String text(int row, int expert) {
        boolean chosen = now.picture().rank(row, now.position(), expert).isPresent();
        boolean before = unsteered.picture().rank(row, now.position(), expert).isPresent();
        return chosen == before ? "" : chosen ? "in" : "out";
    }
}
