package org.sextant.app.steering;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
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
import javafx.util.Duration;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.steering.PromptTexts.Side;
import org.sextant.app.view.OpenDialog;

/// One list of prompts, to type, to paste or to read from a file.
final class ListBox extends VBox {
    private static final List<String> ENDINGS = List.of(".txt", ".jsonl");
    /// What a text area lays out without a pause.
    private static final int MOST_CHARACTERS = 60_000;
    private static final int SHOWN_LINES = 40;
    /// Long enough that typing on asks for nothing.
    private static final Duration REST = Duration.millis(150);

    private final VectorsViewModel model;
    private final Side side;
    private final TextArea field = new TextArea();
    private final Label count = new Label();
    private final PauseTransition rest = new PauseTransition(REST);
    private boolean showing;

    ListBox(VectorsViewModel model, Side side, OpenDialog files) {
        this.model = model;
        this.side = side;
        String id = side.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String title = side.title().substring(0, 1).toUpperCase(Locale.ROOT) + side.title().substring(1);
        field.setId("prompts-" + id);
        field.setAccessibleText(title + (side == Side.KEPT ? ", one a line" : " prompts, one a line"));
        field.setPromptText(side == Side.KEPT ? "One text a line" : "One prompt a line");
        field.setPrefRowCount(3);
        field.setMinHeight(48);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::leave);
        rest.setOnFinished(_ -> model.preview().look(side, line()));
        field.caretPositionProperty().subscribe((before, now) -> {
            if (field.isFocused()) {
                rest.playFromStart();
            }
        });
        field.textProperty().subscribe((before, text) -> {
            if (!showing) {
                model.inputs().text(side).set(text);
                rest.playFromStart();
            }
        });
        model.inputs().text(side).subscribe(this::show);
        VBox.setVgrow(field, Priority.ALWAYS);
        getChildren().setAll(head(title, id, files), field);
        setPrefHeight(0);
    }

    private Node head(String title, String id, OpenDialog files) {
        var heading = new Label(title);
        heading.setMinWidth(0);
        heading.setLabelFor(field);
        heading.setTooltip(new Tooltip(title + ": " + side.meaning()));
        heading.getStyleClass().add("list-title");
        count.setId("count-" + id);
        count.setMinWidth(USE_PREF_SIZE);
        count.getStyleClass().addAll("muted", "tabular");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var open = new Button(null, new FontIcon(Feather.FOLDER));
        open.setId("open-" + id);
        open.getStyleClass().add("button-icon");
        open.setAccessibleText("Open a file: " + side.title());
        open.setTooltip(new Tooltip("Open a file for this list: one prompt a line, or JSON lines {\"text\": …}"));
        open.setOnAction(event -> files.file("Open " + side.title(), ENDINGS)
                .ifPresent(file -> model.store().load(side, file)));
        var clear = new Button(null, new FontIcon(Feather.X));
        clear.getStyleClass().add("button-icon");
        clear.setAccessibleText("Empty the list: " + side.title());
        clear.setTooltip(new Tooltip("Empty this list"));
        clear.setOnAction(event -> model.inputs().text(side).set(""));
        clear.disableProperty().bind(model.inputs().text(side).isEmpty());
        var head = new HBox(heading, count, space, open, clear);
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    /// A very long text is shown by its beginning, and then cannot be typed into.
    private void show(String text) {
        int prompts = PromptTexts.count(text);
        boolean whole = text.length() <= MOST_CHARACTERS;
        count.setText((whole ? "" : SHOWN_LINES + " of ") + prompts);
        count.setAccessibleText(prompts == 1 ? "1 prompt" : prompts + " prompts");
        String beginning = whole ? text : text.lines().limit(SHOWN_LINES).collect(Collectors.joining("\n"));
        field.setEditable(whole);
        if (!field.getText().equals(beginning)) {
            showing = true;
            field.setText(beginning);
            showing = false;
            model.preview().changed(side);
        }
    }

    private int line() {
        return (int) field.getText(0, Math.min(field.getCaretPosition(), field.getLength())).chars()
                .filter(character -> character == '\n').count();
    }

    /// Tab goes on to the next control, as everywhere else; a tab can be pasted.
    private void leave(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown() && !event.isAltDown()) {
            event.consume();
            field.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
        }
    }
}
