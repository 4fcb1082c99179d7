package org.sextant.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import org.sextant.app.view.Command;

/// Every command by name: type a few letters, Enter runs.
final class CommandPalette extends VBox {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final List<Command> commands;
    private final Runnable close;
    private final TextField filter = new TextField();
    private final ListView<Command> list = new ListView<>();
    private final Label nothing = new Label("No command that can be run now has these words.");

    CommandPalette(List<Command> commands, Runnable close) {
        this.commands = commands;
        this.close = close;
        getStyleClass().addAll("overlay", "palette");
        filter.setId("palette-filter");
        filter.setPromptText("Type a command");
        filter.setAccessibleText("Filter commands");
        filter.textProperty().subscribe(this::narrow);
        filter.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setId("palette-list");
        list.setAccessibleText("Commands");
        list.setFocusTraversable(false);
        list.setFixedCellSize(30);
        list.setPlaceholder(nothing);
        nothing.getStyleClass().add("table-note");
        list.setCellFactory(_ -> new CommandCell());
        list.setOnMouseClicked(_ -> runSelected());
        getChildren().addAll(filter, list);
        setMaxSize(520, 420);
    }

    /// Starts afresh, with the cursor in the filter.
    void begin() {
        filter.clear();
        narrow("");
        filter.requestFocus();
    }

    private void narrow(String typed) {
        list.getItems().setAll(matching(commands, typed));
        list.getSelectionModel().selectFirst();
    }

    /// The commands whose titles hold every typed word.
    static List<Command> matching(List<Command> commands, String typed) {
        List<String> words = BLANKS.splitAsStream(typed.strip().toLowerCase(Locale.ROOT)).toList();
        return commands.stream().filter(command -> {
            String title = command.title().toLowerCase(Locale.ROOT);
            return command.enabled().get() && words.stream().allMatch(title::contains);
        }).toList();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> list.getSelectionModel().selectNext();
            case UP -> list.getSelectionModel().selectPrevious();
            case ENTER -> runSelected();
            case ESCAPE -> close.run();
            default -> {
                return;
            }
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 4));
        event.consume();
    }

    private void runSelected() {
        Command chosen = list.getSelectionModel().getSelectedItem();
        close.run();
        if (chosen != null) {
            chosen.run();
        }
    }

    private static final class CommandCell extends ListCell<Command> {
        private final Label title = new Label();
        private final Label key = new Label();
        private final HBox line = new HBox(title, new Spacer(), key);

        CommandCell() {
            key.getStyleClass().add("key");
            line.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                return;
            }
            title.setText(command.title());
            key.setText(command.keyText());
            key.setVisible(!command.keyText().isEmpty());
            setGraphic(line);
        }
    }
}
