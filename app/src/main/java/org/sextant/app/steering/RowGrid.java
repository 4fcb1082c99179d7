package org.sextant.app.steering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;

/// The rows of the board, side by side where there is room, no more than three lines high. A row is dragged by its
/// handle to the place of another.
final class RowGrid extends ScrollPane {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");
    private static final double ROW = 32;
    private static final double NARROWEST = 560;
    private static final int MOST_LINES = 3;
    private static final double GAP = 16;

    private final BoardViewModel board;
    private final Map<RowViewModel, RowPane> panes = new HashMap<>();
    private Optional<RowViewModel> dragged = Optional.empty();
    private final Pane cells = new Pane() {
        @Override
        protected void layoutChildren() {
            place();
        }
    };

    RowGrid(BoardViewModel board) {
        this.board = board;
        getStyleClass().add("steering-rows");
        setContent(cells);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        board.rows().addListener((ListChangeListener<RowViewModel>) _ -> follow());
        widthProperty().subscribe(_ -> fit());
        cells.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> dragged.ifPresent(row -> mark(under(event))));
        cells.addEventFilter(MouseEvent.MOUSE_RELEASED, this::drop);
        follow();
    }

    private void follow() {
        panes.keySet().retainAll(board.rows());
        List<RowPane> now = board.rows().stream().map(row -> panes.computeIfAbsent(row, this::pane)).toList();
        if (!cells.getChildren().equals(now)) {
            cells.getChildren().setAll(now);
        }
        fit();
    }

    private RowPane pane(RowViewModel row) {
        var pane = new RowPane(row);
        pane.handle().addEventHandler(MouseEvent.MOUSE_PRESSED, event -> dragged = Optional.of(row));
        return pane;
    }

    private void drop(MouseEvent event) {
        mark(Optional.empty());
        dragged.ifPresent(row -> under(event).ifPresent(
                target -> row.move(board.rows().indexOf(target.row()) - board.rows().indexOf(row))));
        dragged = Optional.empty();
    }

    private Optional<RowPane> under(MouseEvent event) {
        return panes.values().stream().filter(
                pane -> pane.getLayoutBounds().contains(pane.sceneToLocal(event.getSceneX(), event.getSceneY())))
                .findFirst();
    }

    private void mark(Optional<RowPane> target) {
        panes.values().forEach(pane -> pane.pseudoClassStateChanged(TARGET, target.filter(pane::equals).isPresent()));
    }

    private int columns() {
        return Math.max(1, (int) (getWidth() / NARROWEST));
    }

    private void fit() {
        int lines = Math.ceilDiv(board.rows().size(), columns());
        cells.setMinHeight(lines * ROW);
        cells.setPrefHeight(lines * ROW);
        double height = Math.min(lines, MOST_LINES) * ROW + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        cells.requestLayout();
    }

    private void place() {
        int columns = columns();
        double width = (cells.getWidth() - GAP * (columns - 1)) / columns;
        List<Node> shown = cells.getChildren();
        for (int index = 0; index < shown.size(); index++) {
            shown.get(index).resizeRelocate(index % columns * (width + GAP), Math.floorDiv(index, columns) * ROW, width,
                    ROW);
        }
    }
}
