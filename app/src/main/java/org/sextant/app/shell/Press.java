package org.sextant.app.shell;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Buttons that are pressed by pointer, Space or Enter, and say what they do.
final class Press {
    private Press() {}

    /// @param says what it does, for the tooltip and the screen reader
    static void sets(Button button, String says, Runnable action) {
        button.setMnemonicParsing(false);
        button.setTooltip(new Tooltip(says));
        button.setAccessibleText(says);
        button.setOnAction(_ -> action.run());
        button.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                button.fire();
            }
        });
    }
}
