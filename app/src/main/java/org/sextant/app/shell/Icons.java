package org.sextant.app.shell;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.view.Command;

/// Icon buttons that say what they do.
final class Icons {
    private Icons() {}

    /// A button with an icon alone; its words are in the tooltip and for the screen reader.
    static Button button(Ikon icon, Command command) {
        Button button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("button-icon", "flat");
        bind(button, command);
        return button;
    }

    /// A button with a word.
    static Button button(Ikon icon, String word, Command command) {
        Button button = button(icon, command);
        button.setText(word);
        button.getStyleClass().setAll("button");
        return button;
    }

    private static void bind(Button button, Command command) {
        String key = command.keyText().isEmpty() ? "" : "  (" + command.keyText() + ")";
        button.setTooltip(new Tooltip(command.title() + key));
        button.setAccessibleText(command.title());
        button.disableProperty().bind(Bindings.not(command.enabled()));
        button.setOnAction(_ -> command.run());
    }
}
