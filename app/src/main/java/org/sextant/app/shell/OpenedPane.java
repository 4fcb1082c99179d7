package org.sextant.app.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.runtime.session.ModelCard;

/// A model that has run nothing yet: what to do next, and its card.
final class OpenedPane extends ScrollPane {
    OpenedPane(ModelCard card, ShellCommands commands) {
        setId("opened");
        getStyleClass().addAll("opened", "edge-to-edge");
        setFitToWidth(true);
        var pane = new VBox(next(commands), new ModelCardPane(card, commands.close));
        pane.getStyleClass().add("opened-column");
        pane.setAlignment(Pos.TOP_CENTER);
        setContent(pane);
    }

    private static HBox next(ShellCommands commands) {
        var title = new Label("No prompt has been run");
        title.getStyleClass().add("state-title");
        var hint = new Label("Type a prompt above and run it to see what happens inside.");
        hint.getStyleClass().add("state-hint");
        hint.setWrapText(true);
        var words = new VBox(title, hint);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button run = Icons.button(Feather.PLAY, "Run", commands.run);
        run.setMinWidth(USE_PREF_SIZE);
        var row = new HBox(words, run);
        row.getStyleClass().add("opened-next");
        return row;
    }
}
