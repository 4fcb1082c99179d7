package org.sextant.app.compare;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Small parts that the panes share.
final class CompareNodes {
    private CompareNodes() {}

    /// A title over a part; cut where it has no room, and whole in its tooltip.
    static Label title(String text) {
        var label = new Label(text);
        label.setMinWidth(0);
        label.getStyleClass().add("list-title");
        label.tooltipProperty().bind(label.textProperty().map(Tooltip::new));
        return label;
    }

    /// A part under its title, which takes what width there is.
    static VBox column(Label title, Node part) {
        VBox.setVgrow(part, Priority.ALWAYS);
        var column = new VBox(4, title, part);
        column.setPrefWidth(0);
        column.setMinWidth(0);
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }
}
