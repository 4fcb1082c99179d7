package org.sextant.app.activations;

import java.util.Optional;
import java.util.concurrent.Executor;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.HeatmapPane;

/// Keeps a heatmap in step with its picture: what it shows, which cell is marked, what a click selects.
final class HeatmapPicture {
    private final HeatmapPane pane;
    private boolean marking;

    private HeatmapPicture(HeatmapPane pane) {
        this.pane = pane;
    }

    /// @param name id of the node
    /// @param pixels where values become colours
    static HeatmapPane of(String name, PictureModel<?, ?> model, Executor pixels) {
        var pane = new HeatmapPane(pixels);
        pane.setId(name);
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
                cell.ifPresent(here -> model.select(here.row(), here.column()));
            }
        });
    }

    /// Where only the row or the column is known, the other stays as it was.
    private void mark(Mark mark) {
        Optional<Cell> before = pane.selectedCellProperty().get();
        int row = mark.row().orElse(before.map(Cell::row).orElse(0));
        int column = mark.column().orElse(before.map(Cell::column).orElse(0));
        marking = true;
        pane.selectedCellProperty().set(mark.isNone() ? Optional.empty() : Optional.of(new Cell(row, column)));
        marking = false;
    }
}
