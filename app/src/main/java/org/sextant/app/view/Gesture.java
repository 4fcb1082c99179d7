package org.sextant.app.view;

import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/// Tells the first step of a drag, or of a key that is held, from those that follow: the history of the selection
/// remembers where a gesture began, not all that it passed.
public final class Gesture {
    private boolean held;
    private boolean stepped;

    private Gesture() {}

    /// Follows mouse and keys in a node.
    public static Gesture in(Node node) {
        var gesture = new Gesture();
        node.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> gesture.begin());
        node.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> gesture.end());
        node.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (!gesture.held) {
                gesture.begin();
            }
        });
        node.addEventFilter(KeyEvent.KEY_RELEASED, event -> gesture.end());
        node.focusWithinProperty().subscribe(focused -> {
            if (!focused) {
                gesture.end();
            }
        });
        return gesture;
    }

    private void begin() {
        held = true;
        stepped = false;
    }

    private void end() {
        held = false;
    }

    /// Notes a step.
    ///
    /// @return whether one came before it in this gesture
    public boolean continues() {
        boolean follows = held && stepped;
        stepped = true;
        return follows;
    }
}
