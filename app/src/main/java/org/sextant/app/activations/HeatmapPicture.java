package org.sextant.app.activations;
import java.util.concurrent.Executor;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.chart.ScaleLimits;
import org.sextant.app.view.Gesture;

/// Keeps a heatmap in step with its picture: what it shows, which cell is marked, what a click selects.
final class HeatmapPicture {
    /// The scales of one picture.
    ///
    /// @param values of what is measured, with or without steering
    /// @param differences of what steering changes
    record Scales(ScaleLimits values, ScaleLimits differences) {
        Scales() {
            this(new ScaleLimits(), new ScaleLimits());
        }

        ScaleLimits of(Drawing<?> drawing) {
            return drawing.isDifference() ? differences : values;
        }
    }

    private final HeatmapPane pane;
    private final Scales scales;
    private final Gesture gesture;
    private boolean marking;

    private HeatmapPicture(HeatmapPane pane, Scales scales) {
        this.pane = pane;
        this.scales = scales;
        this.gesture = Gesture.in(pane);
    }

    /// @param name id of the node
    /// @param scales between which it chooses
    /// @param pixels where values become colours
    /// @param inspect goes to the inspector, where the selected cell's vector is shown
    static HeatmapPane of(String name, PictureModel<?, ?> model, Scales scales, Executor pixels, Runnable inspect) {
        var pane = new HeatmapPane(pixels);
        pane.setId(name);
        pane.setOnActivate(cell -> inspect.run());
        new HeatmapPicture(pane, scales).follow(model);
        return pane;
    }

    private void follow(PictureModel<?, ?> model) {
        model.drawingProperty().subscribe(drawing -> drawing.ifPresentOrElse(this::show, pane::clear));
        model.markProperty().subscribe(this::mark);
        model.drawingProperty().subscribe(drawing -> mark(model.markProperty().get()));
        pane.selectedCellProperty().subscribe(cell -> {
            if (!marking) {
                cell.ifPresent(here -> select(model, here));
            }
        });
    }

    /// Differences have a scale of their own: limits that were locked for values mean nothing to them.
    private void show(Drawing<?> drawing) {
        pane.scaleLimitsProperty().set(scales.of(drawing));
        pane.show(drawing.heatmap());
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
