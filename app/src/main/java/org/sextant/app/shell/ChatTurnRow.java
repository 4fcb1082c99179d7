package org.sextant.app.shell;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One turn: who speaks, what is said, and its place among the others. Alt with Up and Down moves it, Alt with Delete
/// takes it out.
final class ChatTurnRow extends HBox {
    private static final int MOST_ROWS = 4;

    private final ChatModel model;
    private final ChatModel.Turn turn;
    private final TextArea content = new TextArea();

    ChatTurnRow(ChatModel model, ChatModel.Turn turn) {
        this.model = model;
        this.turn = turn;
        getStyleClass().add("chat-turn");
        setUpContent();
        HBox.setHgrow(content, Priority.ALWAYS);
        getChildren().addAll(role(), content,
                button(Feather.ARROW_UP, "Move this turn up  (Alt+Up)", () -> move(-1)),
                button(Feather.ARROW_DOWN, "Move this turn down  (Alt+Down)", () -> move(1)),
                button(Feather.X, "Take this turn out  (Alt+Delete)", () -> model.remove(turn)));
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    void focusContent() {
        content.requestFocus();
    }

    private ComboBox<String> role() {
        var box = new ComboBox<String>();
        box.getItems().setAll(ChatModel.ROLES);
        box.valueProperty().bindBidirectional(turn.roleProperty());
        box.getStyleClass().add("chat-role");
        box.setTooltip(new Tooltip("Who speaks"));
        box.setAccessibleText("Role of the turn");
        box.setMinWidth(USE_PREF_SIZE);
        return box;
    }

    private void setUpContent() {
        content.getStyleClass().add("chat-content");
        content.setWrapText(true);
        content.setAccessibleText("Text of the turn");
        content.setTooltip(new Tooltip("What is said in this turn; Ctrl+Enter runs the conversation"));
        content.textProperty().bindBidirectional(turn.contentProperty());
        content.textProperty().subscribe(text -> content.setPrefRowCount(
                Math.clamp(text.lines().count(), 1, MOST_ROWS)));
    }

    private void key(KeyEvent event) {
        if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            move(-1);
            event.consume();
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            move(1);
            event.consume();
        } else if (event.isAltDown() && event.getCode() == KeyCode.DELETE) {
            model.remove(turn);
            event.consume();
        }
    }

    /// The focus goes along.
    private void move(int by) {
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        model.move(turn, by);
        if (focused != null) {
            focused.requestFocus();
        }
    }

    private static Button button(Feather icon, String tip, Runnable action) {
        Button button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("button-icon", "flat", "small");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
