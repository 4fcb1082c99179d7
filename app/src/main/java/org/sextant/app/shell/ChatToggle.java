package org.sextant.app.shell;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/// The switch to a conversation. Where there can be none it is disabled, and the place around it says why.
final class ChatToggle extends StackPane {
    private static final String TIP = "Give the prompt as turns, which the model's own chat template renders";

    ChatToggle(ToggleButton button, ChatModel model) {
        super(button);
        Tooltip reason = new Tooltip();
        Tooltip.install(this, reason);
        model.obstacle().subscribe(obstacle -> {
            button.setDisable(obstacle.isPresent());
            reason.setText(obstacle.orElse(TIP));
            button.setAccessibleHelp(obstacle.orElse(TIP));
        });
        setAccessibleText(TIP);
    }

    /// What the switch says while it can be used.
    static String tip() {
        return TIP;
    }
}
