package org.sextant.app.activations;
import java.util.concurrent.Executor;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.view.Gesture;

/// Keeps a heatmap in step with its picture: what it shows, which cell is marked, what a click selects.
final class HeatmapPicture {
    private final HeatmapPane pane;
    private final Gesture gesture;
    private boolean marking;

    private HeatmapPicture(HeatmapPane pane) {
        this.pane = pane;
        this.gesture = Gesture.in(pane);
    }

    /// @param name id of the node
    /// @param pixels where values become colours
    /// @param inspect goes to the inspector, where the selected cell's vector is shown
    static HeatmapPane of(String name, PictureModel<?, ?> model, Executor pixels, Runnable inspect) {
        var pane = new HeatmapPane(pixels);
        pane.setId(name);
        pane.setOnActivate(cell -> inspect.run());
        new HeatmapPicture(pane).follow(model);
        return pane;
    }

    private void follow(PictureModel<?, ?> model) {
        model.drawingProperty()
                .subscribe(drawing -> drawing.ifPresentOrElse(each -> pane.show(each.heatmap()), pane::clear));
        model.markProperty().subscribe(this::mark);
        model.drawingProperty().subscribe(drawing -> mark(model.markProperty().get()));
        pane.selectedCellProperty().subscribe(cell -> {
            if (!marking) {
                cell.ifPresent(here -> select(model, here));
            }
        });
    }

    private void select(PictureModel<?, ?> model, Cell cell) {
        if (gesture.continues()) {
            model.pass(cell.row(), cell.column());
        } else {
            model.select(cell.row(), cell.column());
        }
    }

    /// Where only the row or the column is known, the whole of it is marked; a cell in it that was chosen here stays.
    private void mark(Mark mark) {
        marking = true;
        pane.markProperty().set(mark);
        pane.selectedCellProperty().set(mark.cell().or(() -> pane.selectedCellProperty().get().filter(mark::holds)));
        marking = false;
    }
}
