package org.sextant.app.steering;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.steering.VectorInputs.Side;
import org.sextant.app.view.OpenDialog;

/// The two lists of prompts, to type, to paste or to read from files.
final class PromptLists extends VBox {
    private static final List<String> ENDINGS = List.of(".txt", ".jsonl");

    private final VectorsViewModel model;
    private final OpenDialog files;

    PromptLists(VectorsViewModel model, OpenDialog files) {
        this.model = model;
        this.files = files;
        getStyleClass().add("prompt-lists");
        setMinWidth(136);
        getChildren().addAll(list(Side.POSITIVE, "Positive", "the vector leads here"),
                list(Side.NEGATIVE, "Negative", "and away from here"));
    }

    private VBox list(Side side, String title, String meaning) {
        String name = title.toLowerCase(Locale.ROOT);
        var field = new TextArea();
        field.setId("prompts-" + name);
        field.setAccessibleText(title + " prompts, one a line");
        field.setPromptText("One prompt a line");
        field.setPrefRowCount(3);
        field.setMinHeight(48);
        field.textProperty().bindBidirectional(model.inputs().text(side));
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> leave(event, field));
        VBox.setVgrow(field, Priority.ALWAYS);
        var heading = new Label(title);
        heading.setMinWidth(USE_PREF_SIZE);
        heading.setLabelFor(field);
        heading.setTooltip(new Tooltip(title + ": " + meaning));
        heading.getStyleClass().add("list-title");
        var count = new Label();
        count.setId("count-" + name);
        count.getStyleClass().addAll("muted", "tabular");
        count.textProperty().bind(field.textProperty().map(text -> count(VectorQuestion.count(text))));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var open = new Button(null, new FontIcon(Feather.FOLDER));
        open.setId("open-" + name);
        open.getStyleClass().add("button-icon");
        open.setAccessibleText("Open a file of " + name + " prompts");
        open.setTooltip(new Tooltip("Open a file of " + name + " prompts: one a line, or JSON lines {\"text\": …}"));
        open.setOnAction(event -> files.file("Open " + name + " prompts", ENDINGS)
                .ifPresent(file -> model.load(side, file)));
        var head = new HBox(heading, count, space, open);
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(head, field);
        VBox.setVgrow(box, Priority.ALWAYS);
        box.setPrefHeight(0);
        return box;
    }

    private static String count(int prompts) {
        return prompts == 1 ? "1 prompt" : prompts + " prompts";
    }

    /// Tab goes on to the next control, as everywhere else; a tab can be pasted.
    private static void leave(KeyEvent event, TextArea field) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown() && !event.isAltDown()) {
            event.consume();
            field.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
        }
    }
}
