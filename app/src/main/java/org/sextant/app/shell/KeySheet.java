package org.sextant.app.shell;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

import org.sextant.app.view.Command;

/// The keys, made from the commands, and the gestures that no command stands for.
final class KeySheet extends VBox {
    /// A gesture and what it does.
    record Gesture(String keys, String meaning) {}

    private static final List<Gesture> GESTURES = List.of(
            new Gesture("← →  Home End", "on the tokens: select the one before or after, the first, the last"),
            new Gesture("↑ ↓", "on the tokens: select in the row above or below"),
            new Gesture("Wheel, drag, double-click", "on a heatmap: zoom, pan, fit"),
            new Gesture("Arrows, Enter", "on a heatmap: move the cell, open it in the inspector"),
            new Gesture("Ctrl+C", "on a table: copy it as tab-separated text"),
            new Gesture("Tab, Shift+Tab", "go to the next or the previous control"));

    KeySheet(List<Command> commands) {
        getStyleClass().addAll("overlay", "key-sheet");
        Label title = new Label("Keys");
        title.getStyleClass().add("card-title");
        GridPane grid = new GridPane();
        grid.getStyleClass().add("card-grid");
        int row = 0;
        for (Command command : commands) {
            if (command.key().isPresent()) {
                grid.addRow(row++, key(command.keyText()), new Label(command.title()));
            }
        }
        for (Gesture gesture : GESTURES) {
            Label meaning = new Label(gesture.meaning());
            meaning.setWrapText(true);
            grid.addRow(row++, key(gesture.keys()), meaning);
        }
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().addAll(title, scroll);
        setMaxSize(620, 640);
    }

    private static Label key(String keys) {
        Label label = new Label(keys);
        label.getStyleClass().add("key");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
