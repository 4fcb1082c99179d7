package org.sextant.app.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.ScaleLimits;
import org.sextant.app.view.Gesture;
import org.sextant.app.view.ScaleControls;

/// A heatmap of experts: what it marks, what a click tells, and a colour scale of its own for every quantity that it
/// shows in turn.
final class ExpertMap {
    private final HeatmapPane pane;
    private final Gesture gesture;
    private final StackPane scale = new StackPane();
    private final Map<String, ScaleLimits> limits = new HashMap<>();
    private final Map<String, Node> controls = new HashMap<>();
    private boolean marking;

    /// @param name id of the node
    /// @param pixels where values become colours
    /// @param enter goes to the inspector
    /// @param selected hears of a cell, and whether it is passed by on the way to another
    ExpertMap(String name, Executor pixels, Runnable enter, BiConsumer<Cell, Boolean> selected) {
        pane = new HeatmapPane(pixels);
        pane.setId(name);
        pane.setMinSize(0, 0);
        pane.setOnActivate(_ -> enter.run());
        pane.setReadout(this::words);
        gesture = Gesture.in(pane);
        pane.selectedCellProperty().subscribe(cell -> {
            if (!marking) {
                cell.ifPresent(here -> selected.accept(here, gesture.continues()));
            }
        });
    }

    HeatmapPane pane() {
        return pane;
    }

    /// The ends of the scale in force.
    Node scale() {
        return scale;
    }

    void show(Optional<Heatmap> next) {
        if (next.isEmpty()) {
            pane.clear();
            return;
        }
        String quantity = next.get().valueLabel();
        ScaleLimits own = limits.computeIfAbsent(quantity, _ -> new ScaleLimits());
        pane.scaleLimitsProperty().set(own);
        scale.getChildren().setAll(controls.computeIfAbsent(quantity, _ -> new ScaleControls(own)));
        pane.show(next.get());
    }

    void mark(Marks marks) {
        marking = true;
        pane.markProperty().set(marks.mark());
        pane.selectedCellProperty().set(marks.cell());
        pane.pinsProperty().set(marks.pins());
        marking = false;
    }

    /// Brings a cell into the middle, large enough to be read.
    void zoomTo(Cell cell) {
        pane.viewportProperty().set(pane.viewportProperty().get().zoomedTo(cell));
    }

    /// `layer 48, expert 176   …`: labels, since blocks without experts have no row; tokens with their place.
    private String words(Cell cell) {
        return pane.heatmapProperty().get().map(map -> {
            String column = map.columnLabels().get(cell.column());
            String place = map.columnAxis().equals("token")
                    ? token(cell.column(), column)
                    : column.equals(LanesPicture.SHARED) ? column : "expert " + column;
            return map.rowAxis() + " " + map.rowLabels().get(cell.row()) + ", " + place + "   " + value(map, cell);
        }).orElse("");
    }

    private static String token(int position, String label) {
        return label.startsWith(RoutingPicture.GENERATED)
                ? "generated token " + position + " “" + label.substring(RoutingPicture.GENERATED.length()) + "”"
                : "token " + position + " “" + label + "”";
    }

    private static String value(Heatmap map, Cell cell) {
        return map.cells().readout(cell.row(), cell.column());
    }
}
