package org.sextant.app.shell;

import java.util.HashMap;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The turns of a conversation, and beside them the text that the model's own chat template makes of them.
final class ChatEditor extends HBox {
    private static final double HEIGHT = 112;

    private final ChatModel model;
    private final VBox rows = new VBox();
    private final ScrollPane scroll = new ScrollPane(rows);
    private final Map<ChatModel.Turn, ChatTurnRow> known = new HashMap<>();

    /// @param editAsText hands the rendered text over to be edited
    ChatEditor(ChatModel model, Runnable editAsText) {
        this.model = model;
        setId("chat");
        getStyleClass().add("chat-editor");
        rows.getStyleClass().add("chat-rows");
        model.turns().addListener((ListChangeListener<ChatModel.Turn>) _ -> show());
        show();
        var turns = new VBox(scrolled(), add());
        turns.getStyleClass().add("chat-rows");
        var text = new VBox(rendered(), asText(editAsText));
        text.getStyleClass().add("chat-rows");
        HBox.setHgrow(turns, Priority.ALWAYS);
        HBox.setHgrow(text, Priority.ALWAYS);
        turns.prefWidthProperty().bind(widthProperty().multiply(0.58));
        text.prefWidthProperty().bind(widthProperty().multiply(0.42));
        getChildren().addAll(turns, text);
    }

    /// Rows follow their turns, so that one that is moved keeps the caret in it.
    private void show() {
        known.keySet().retainAll(model.turns());
        rows.getChildren().setAll(model.turns().stream()
                .map(turn -> known.computeIfAbsent(turn, this::row)).toList());
    }

    private ChatTurnRow row(ChatModel.Turn turn) {
        var row = new ChatTurnRow(model, turn);
        row.focusWithinProperty().subscribe(focused -> {
            if (focused) {
                reveal(row);
            }
        });
        return row;
    }

    /// Scrolls to the turn that is worked on.
    private void reveal(ChatTurnRow row) {
        scroll.applyCss();
        scroll.layout();
        double visible = scroll.getViewportBounds().getHeight();
        double hidden = rows.getHeight() - visible;
        if (hidden > 0) {
            double middle = (row.getBoundsInParent().getMinY() + row.getBoundsInParent().getMaxY() - visible) / 2;
            scroll.setVvalue(Math.clamp(middle / hidden, 0, 1));
        }
    }

    private ScrollPane scrolled() {
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(HEIGHT);
        scroll.setMinHeight(HEIGHT);
        scroll.setFocusTraversable(false);
        return scroll;
    }

    private Button add() {
        Button button = button(Feather.PLUS, "Add turn", "Add a turn at the end", "chat-add");
        button.setOnAction(_ -> known.get(model.add()).focusContent());
        return button;
    }

    private TextArea rendered() {
        var area = new TextArea();
        area.setId("chat-rendered");
        area.setEditable(false);
        area.setWrapText(true);
        area.setPrefHeight(HEIGHT);
        area.setMinHeight(HEIGHT);
        area.setPromptText("What the model reads: the turns as its chat template renders them");
        area.setAccessibleText("Rendered text of the turns");
        area.setTooltip(new Tooltip("What the model reads: the turns as its own chat template renders them"));
        area.textProperty().bind(model.renderedProperty());
        return area;
    }

    private Button asText(Runnable editAsText) {
        Button button = button(Feather.EDIT_2, "Edit as text",
                "Go on with the rendered text as a plain prompt, its special tokens as they stand there",
                "chat-as-text");
        button.disableProperty().bind(Bindings.isEmpty(model.renderedProperty()));
        button.setOnAction(_ -> editAsText.run());
        return button;
    }

    private static Button button(Feather icon, String word, String tip, String id) {
        Button button = new Button(word, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("small");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.setMinWidth(Label.USE_PREF_SIZE);
        return button;
    }
}
