package org.sextant.app.shell;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// A typed number with its name. What makes no sense is marked and not taken; leaving the field brings back the last
/// good value.
///
/// @param <N> kind of number
final class NumberField<N> extends HBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final TextField field = new TextField();
    private final Function<String, Optional<N>> reader;
    private final Consumer<N> taken;
    private String good = "";

    /// A field that takes a number as soon as it is typed.
    ///
    /// @param range what may be typed, for the tooltip
    /// @param reader the number, or empty where the text is none that may be typed
    NumberField(String name, String range, int columns, Function<String, Optional<N>> reader, Consumer<N> taken) {
        this.reader = reader;
        this.taken = taken;
        getStyleClass().add("number-field");
        Label label = new Label(name);
        label.getStyleClass().add("muted");
        label.setLabelFor(field);
        field.setPrefColumnCount(columns);
        field.getStyleClass().add("tabular");
        field.setAccessibleText(name);
        field.setTooltip(new Tooltip(name + ": " + range));
        field.textProperty().subscribe(this::typed);
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                field.setText(good);
            }
        });
        getChildren().addAll(label, field);
    }

    TextField field() {
        return field;
    }

    void show(String value) {
        good = value;
        if (!field.isFocused()) {
            field.setText(value);
        }
    }

    private void typed(String text) {
        Optional<N> number = reader.apply(text.strip());
        field.pseudoClassStateChanged(INVALID, number.isEmpty() && !text.isEmpty());
        if (number.isPresent() && field.isFocused()) {
            good = text.strip();
            taken.accept(number.get());
        }
    }
}
