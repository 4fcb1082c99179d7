package org.sextant.app.routing;

import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
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
import org.sextant.app.view.OpenDialog;

/// One list of prompts of a class, to type, to paste or to read from a file.
final class PromptList extends VBox {
    private static final List<String> ENDINGS = List.of(".txt", ".jsonl");
    /// What a text area lays out without a pause.
    private static final int MOST_CHARACTERS = 60_000;
    private static final int SHOWN_LINES = 40;

    private final TextArea field = new TextArea();
    private final Label count = new Label();
    private boolean showing;

    /// @param id what the ids of its nodes end in
    /// @param meaning what belongs here
    PromptList(String id, String title, String meaning, StringProperty text, ResonanceViewModel model,
            OpenDialog files) {
        field.setId("resonance-" + id);
        field.setAccessibleText(title + ", one a line");
        field.setPromptText("One prompt a line");
        field.setPrefRowCount(3);
        field.setMinHeight(36);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::leave);
        field.textProperty().subscribe((before, typed) -> {
            if (!showing) {
                text.set(typed);
            }
        });
        text.subscribe(this::show);
        VBox.setVgrow(field, Priority.ALWAYS);
        getChildren().setAll(head(id, title, meaning, text, model, files), field);
        setPrefHeight(0);
    }

    private Node head(String id, String title, String meaning, StringProperty text, ResonanceViewModel model,
            OpenDialog files) {
        var heading = new Label(title);
        heading.setMinWidth(0);
        heading.setLabelFor(field);
        heading.setTooltip(new Tooltip(title + ": " + meaning));
        heading.getStyleClass().add("list-title");
        count.setMinWidth(USE_PREF_SIZE);
        count.getStyleClass().addAll("muted", "tabular");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button open = icon(Feather.FOLDER, "Open a file for this list: one prompt a line, or JSON lines {\"text\": …}");
        open.setId("resonance-open-" + id);
        open.setOnAction(_ -> files.file("Open " + title, ENDINGS).ifPresent(file -> model.load(text, file)));
        Button clear = icon(Feather.X, "Empty this list");
        clear.setOnAction(_ -> text.set(""));
        clear.disableProperty().bind(text.isEmpty());
        var head = new HBox(heading, count, space, open, clear);
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static Button icon(Feather icon, String purpose) {
        var button = new Button(null, new FontIcon(icon));
        button.getStyleClass().add("button-icon");
        button.setAccessibleText(purpose);
        button.setTooltip(new Tooltip(purpose));
        return button;
    }

    /// A very long text is shown by its beginning, and then cannot be typed into.
    private void show(String text) {
        boolean whole = text.length() <= MOST_CHARACTERS;
        count.setText((whole ? "" : SHOWN_LINES + " of ") + ResonanceInputs.count(text));
        String beginning = whole ? text : text.lines().limit(SHOWN_LINES).collect(Collectors.joining("\n"));
        field.setEditable(whole);
        if (!field.getText().equals(beginning)) {
            showing = true;
            field.setText(beginning);
            showing = false;
        }
    }

    /// Tab goes on to the next control, as everywhere else; a tab can be pasted.
    private void leave(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown() && !event.isAltDown()) {
            event.consume();
            field.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
        }
    }
}
