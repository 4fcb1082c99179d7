package org.sextant.app.chart;

import java.util.Optional;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// What mouse and keys do to a heatmap: wheel zooms, drag pans, click selects, double-click fits, arrows move, Enter
/// activates.
final class HeatmapGestures {
    private static final double ZOOM_PER_PIXEL = 1.005;
    private static final double LARGEST_WHEEL_STEP = 120;
    private static final double DRAG_THRESHOLD = 4;

    private final HeatmapPane pane;
    private double pressX;
    private double pressY;
    private double lastX;
    private double lastY;
    private boolean dragging;

    HeatmapGestures(HeatmapPane pane) {
        this.pane = pane;
    }

    void install() {
        pane.addEventHandler(ScrollEvent.SCROLL, this::wheel);
        pane.addEventHandler(MouseEvent.MOUSE_MOVED, event -> pane.hoveredCellProperty().set(cellAt(event)));
        pane.addEventHandler(MouseEvent.MOUSE_EXITED, event -> pane.hoveredCellProperty().set(Optional.empty()));
        pane.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        pane.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        pane.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        pane.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void wheel(ScrollEvent event) {
        pane.cellsLayout().ifPresent(layout -> {
            double amount = Math.clamp(event.getDeltaY(), -LARGEST_WHEEL_STEP, LARGEST_WHEEL_STEP);
            if (amount != 0) {
                pane.viewportProperty().set(pane.viewportProperty().get().zoomAt(event.getX() - layout.x(),
                        event.getY() - layout.y(), Math.pow(ZOOM_PER_PIXEL, amount)));
                pane.hoveredCellProperty().set(cellAt(layout, event.getX(), event.getY()));
            }
            event.consume();
        });
    }

    private void press(MouseEvent event) {
        pane.requestFocus();
        pressX = event.getX();
        pressY = event.getY();
        lastX = pressX;
        lastY = pressY;
        dragging = false;
    }

    private void drag(MouseEvent event) {
        dragging |= Math.hypot(event.getX() - pressX, event.getY() - pressY) > DRAG_THRESHOLD;
        if (dragging && pane.cellsLayout().isPresent()) {
            pane.viewportProperty().set(
                    pane.viewportProperty().get().panBy(event.getX() - lastX, event.getY() - lastY));
            lastX = event.getX();
            lastY = event.getY();
        }
    }

    private void click(MouseEvent event) {
        if (dragging || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getClickCount() == 2) {
            doubleClick();
        } else {
            cellAt(event).ifPresent(cell -> pane.selectedCellProperty().set(Optional.of(cell)));
        }
    }

    private void doubleClick() {
        if (pane.viewportProperty().get().isFitted()) {
            pane.activate();
        } else {
            pane.fit();
        }
    }

    /// With Alt or Ctrl a key belongs to the window.
    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> move(0, -1);
            case RIGHT -> move(0, 1);
            case UP -> move(-1, 0);
            case DOWN -> move(1, 0);
            case ENTER -> pane.activate();
            case PLUS, EQUALS, ADD -> zoomAtMiddle(1.5);
            case MINUS, SUBTRACT -> zoomAtMiddle(1 / 1.5);
            case DIGIT0, NUMPAD0 -> pane.fit();
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    private void zoomAtMiddle(double factor) {
        Viewport view = pane.viewportProperty().get();
        pane.viewportProperty().set(view.zoomAt(view.width() / 2, view.height() / 2, factor));
    }

    private void move(int rows, int columns) {
        Viewport view = pane.viewportProperty().get();
        if (view.rows() == 0 || view.columns() == 0) {
            return;
        }
        Cell next = pane.selectedCellProperty().get()
                .map(cell -> new Cell(
                        Math.clamp(cell.row() + rows, 0, view.rows() - 1),
                        Math.clamp(cell.column() + columns, 0, view.columns() - 1)))
                .orElseGet(() -> firstCell(view));
        pane.selectedCellProperty().set(Optional.of(next));
        pane.viewportProperty().set(view.revealing(next));
    }

    /// Where the arrow keys begin: in the marked row or column, if there is one.
    private Cell firstCell(Viewport view) {
        Mark mark = pane.markProperty().get();
        return new Cell(Math.min(mark.row().orElse(view.firstRow()), view.rows() - 1),
                Math.min(mark.column().orElse(view.firstColumn()), view.columns() - 1));
    }

    private Optional<Cell> cellAt(MouseEvent event) {
        return pane.cellsLayout().flatMap(layout -> cellAt(layout, event.getX(), event.getY()));
    }

    private Optional<Cell> cellAt(HeatmapLayout layout, double x, double y) {
        return pane.viewportProperty().get().cellAt(x - layout.x(), y - layout.y());
    }
}
