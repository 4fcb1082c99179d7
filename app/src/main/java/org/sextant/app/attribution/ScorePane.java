package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.view.Gesture;
import org.sextant.runtime.attribution.PatchCell;

/// Keeps a heatmap in step with the scores it shows: the node that is selected, the nodes that were patched.
final class ScorePane {
    private final HeatmapPane pane;
    private final Gesture gesture;
    private Optional<ScoreMap> map = Optional.empty();
    private boolean marking;

    /// @param name id of the node
    /// @param pixels where values become colours
    /// @param enter goes to the inspector
    ScorePane(String name, AttributionViewModel model, Executor pixels, Runnable enter) {
        pane = new HeatmapPane(pixels);
        pane.setId(name);
        pane.setOnActivate(_ -> enter.run());
        pane.setReadout(cell -> map.map(shown -> shown.readout(cell)).orElse(""));
        gesture = Gesture.in(pane);
        pane.selectedCellProperty().subscribe(cell -> {
            if (!marking) {
                cell.ifPresent(here -> map.ifPresent(shown -> model.selection().select(shown.node(here),
                        gesture.continues())));
            }
        });
    }

    HeatmapPane pane() {
        return pane;
    }

    void show(Optional<ScoreMap> next, Optional<PatchCell> selected, List<PatchCell> patched) {
        boolean changed = !next.equals(map);
        map = next;
        if (next.isEmpty()) {
            pane.clear();
            return;
        }
        if (changed) {
            pane.show(next.get().heatmap());
        }
        mark(selected);
        pane.pinsProperty().set(patched.stream().flatMap(cell -> next.get().cell(cell).stream()).toList());
    }

    private void mark(Optional<PatchCell> selected) {
        marking = true;
        Optional<Cell> cell = map.flatMap(shown -> selected.flatMap(shown::cell));
        pane.selectedCellProperty().set(cell);
        pane.markProperty().set(cell.map(here -> new Mark(OptionalInt.of(here.row()), OptionalInt.of(here.column())))
                .orElse(Mark.NONE));
        marking = false;
    }
}
