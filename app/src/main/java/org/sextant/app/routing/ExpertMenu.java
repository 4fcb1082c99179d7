package org.sextant.app.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;

/// What can be done with the expert under the pointer.
final class ExpertMenu {
    private ExpertMenu() {}

    /// Gives a node the menu.
    ///
    /// @param pointed the expert that is meant when the menu opens
    static void on(Node node, ExpertViewModel model, Supplier<Optional<ExpertAddress>> pointed) {
        var menu = new ContextMenu();
        node.setOnContextMenuRequested(event -> {
            menu.hide();
            pointed.get().ifPresent(expert -> {
                menu.getItems().setAll(Arrays.stream(ExpertChange.values())
                        .map(change -> item(change, expert, model)).toList());
                menu.show(node, event.getScreenX(), event.getScreenY());
            });
            event.consume();
        });
    }

    private static MenuItem item(ExpertChange change, ExpertAddress expert, ExpertViewModel model) {
        var item = new MenuItem(expert.words() + ": " + change.title().toLowerCase(Locale.ROOT));
        item.setOnAction(_ -> model.change(expert, change));
        return item;
    }
}
