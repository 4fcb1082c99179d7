package org.sextant.app.chart;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// What a hand does to a heatmap, sent to the node itself: scrolling and dragging do not arrive without a display.
/// Coordinates begin at the corner of the cells.
record Gestures(HeatmapPane pane) {
    void wheel(double x, double y, double amount) {
        pane.fireEvent(new ScrollEvent(ScrollEvent.SCROLL, onX(x), onY(y), onX(x), onY(y), false, false, false, false,
                false, false, 0, amount, 0, amount, ScrollEvent.HorizontalTextScrollUnits.NONE, 0,
                ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    void hover(double x, double y) {
        mouse(MouseEvent.MOUSE_MOVED, x, y, 0);
    }

    /// Press, move, release, and the click that follows a release.
    void drag(double fromX, double fromY, double toX, double toY) {
        mouse(MouseEvent.MOUSE_PRESSED, fromX, fromY, 1);
        mouse(MouseEvent.MOUSE_DRAGGED, (fromX + toX) / 2, (fromY + toY) / 2, 1);
        mouse(MouseEvent.MOUSE_DRAGGED, toX, toY, 1);
        mouse(MouseEvent.MOUSE_RELEASED, toX, toY, 1);
        mouse(MouseEvent.MOUSE_CLICKED, toX, toY, 1);
    }

    void click(double x, double y, int count) {
        mouse(MouseEvent.MOUSE_PRESSED, x, y, count);
        mouse(MouseEvent.MOUSE_RELEASED, x, y, count);
        mouse(MouseEvent.MOUSE_CLICKED, x, y, count);
    }

    void keys(KeyCode... codes) {
        for (KeyCode code : codes) {
            Event.fireEvent(pane, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        }
    }

    private void mouse(EventType<MouseEvent> type, double x, double y, int clicks) {
        Event.fireEvent(pane, new MouseEvent(type, onX(x), onY(y), onX(x), onY(y), MouseButton.PRIMARY, clicks, false,
                false, false, false, clicks > 0, false, false, false, false, true, null));
    }

    private double onX(double x) {
        return pane.cellsLayout().orElseThrow().x() + x;
    }

    private double onY(double y) {
        return pane.cellsLayout().orElseThrow().y() + y;
    }
}
