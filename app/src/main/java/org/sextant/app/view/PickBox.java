package org.sextant.app.view;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A drop-down list that tells what the person picks and stays silent when it is told what is picked.
///
/// @param <T> what can be picked
public final class PickBox<T> extends ComboBox<T> {
    private final Function<T, String> label;
    private final Function<T, String> meaning;
    private boolean telling;

    /// @param name id of the node
    /// @param purpose what it chooses, for the screen reader
    /// @param label of a choice
    /// @param meaning of a choice, beside its label in the list; may be empty
    public PickBox(String name, String purpose, Function<T, String> label, Function<T, String> meaning,
            Consumer<T> picked) {
        this.label = label;
        this.meaning = meaning;
        setId(name);
        setAccessibleText(purpose);
        setTooltip(new Tooltip(purpose));
        setVisibleRowCount(14);
        setButtonCell(new ShortCell());
        setCellFactory(ignored -> new LongCell());
        valueProperty().subscribe(value -> {
            if (!telling && value != null) {
                picked.accept(value);
            }
        });
    }

    /// Puts these choices into the list.
    public void offer(List<T> choices, T value) {
        telling = true;
        if (!getItems().equals(choices)) {
            getItems().setAll(choices);
        }
        setValue(value);
        telling = false;
    }

    private final class ShortCell extends ListCell<T> {
        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            setText(empty || item == null ? null : label.apply(item));
        }
    }

    private final class LongCell extends ListCell<T> {
        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null || meaning.apply(item).isEmpty()) {
                setGraphic(null);
                setText(empty || item == null ? null : label.apply(item));
            } else {
                var words = new Label(meaning.apply(item));
                words.getStyleClass().add("pick-meaning");
                var space = new Region();
                space.setMinWidth(16);
                HBox.setHgrow(space, Priority.ALWAYS);
                setText(null);
                setGraphic(new HBox(new Label(label.apply(item)), space, words));
            }
        }
    }
}
