package org.sextant.app.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The ways out of the view: pictures, data, the clipboard.
public final class ExportMenu {
    private ExportMenu() {}

    /// A button with those commands that belong to the file and edit menus.
    public static MenuButton of(List<Command> commands) {
        var button = new MenuButton(null, new FontIcon(Feather.DOWNLOAD));
        button.setId("export");
        button.setAccessibleText("Export");
        button.setTooltip(new Tooltip("Export this picture or its data"));
        commands.stream()
                .filter(command -> command.menu() == Command.Menu.FILE || command.menu() == Command.Menu.EDIT)
                .forEach(command -> button.getItems().add(item(command)));
        return button;
    }

    private static MenuItem item(Command command) {
        String key = command.keyText();
        var item = new MenuItem(key.isEmpty() ? command.title() : command.title() + "   " + key);
        item.setOnAction(event -> command.run());
        item.disableProperty().bind(Bindings.not(command.enabled()));
        return item;
    }
}
