package org.sextant.app.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;

import org.sextant.app.view.CopyTable;

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
                menu.getItems().setAll(items(expert, model));
                menu.show(node, event.getScreenX(), event.getScreenY());
            });
            event.consume();
        });
    }

    /// Puts it before what the table's own menu offers.
    ///
    /// @param pointed the expert that is meant when the menu opens
    static void before(CopyTable<?> table, ExpertViewModel model, Supplier<Optional<ExpertAddress>> pointed) {
        ContextMenu menu = table.getContextMenu();
        List<MenuItem> own = List.copyOf(menu.getItems());
        table.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, _ -> {
            menu.getItems().setAll(own);
            pointed.get().ifPresent(expert -> {
                menu.getItems().addFirst(new SeparatorMenuItem());
                menu.getItems().addAll(0, items(expert, model));
            });
        });
    }

    private static List<MenuItem> items(ExpertAddress expert, ExpertViewModel model) {
        return Arrays.stream(ExpertChange.values()).map(change -> item(change, expert, model)).toList();
    }

    private static MenuItem item(ExpertChange change, ExpertAddress expert, ExpertViewModel model) {
        var item = new MenuItem(expert.words() + ": " + change.title().toLowerCase(Locale.ROOT));
        item.setOnAction(_ -> model.change(expert, change));
        return item;
    }
}
