package org.sextant.app.steering;

import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.sextant.app.chart.Numbers;

/// A typed number, selected as a whole to be replaced. Enter, or leaving the field, takes it; Esc brings the last one back. What is no number, or none that
/// may be typed here, is marked and not taken.
public final class ValueField extends TextField {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final DoublePredicate takes;
    private final DoubleConsumer taken;
    private Runnable entered = () -> {};
    private double value;

    public ValueField(DoublePredicate takes, DoubleConsumer taken) {
        this.takes = takes;
        this.taken = taken;
        getStyleClass().addAll("value-field", "tabular");
        setOnAction(event -> {
            commit();
            entered.run();
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !getText().equals(Numbers.brief(value))) {
                show(value);
                event.consume();
            }
        });
        textProperty().subscribe(text -> pseudoClassStateChanged(INVALID, !text.isBlank() && number().isEmpty()));
        focusedProperty().subscribe(focused -> {
            if (focused) {
                Platform.runLater(this::selectAll);
            } else {
                commit();
            }
        });
        show(0);
    }

    public void name(String name, String range) {
        setAccessibleText(name);
        setTooltip(new Tooltip(name + ": " + range));
    }

    /// @param then done after Enter has taken what is typed
    public void whenEntered(Runnable then) {
        entered = then;
    }

    public void show(double next) {
        value = next;
        setText(Numbers.brief(next));
    }

    public double value() {
        return value;
    }

    private void commit() {
        OptionalDouble number = number();
        boolean changed = !getText().strip().equals(Numbers.brief(value));
        if (number.isPresent() && changed) {
            value = number.getAsDouble();
            taken.accept(value);
        }
        show(value);
    }

    /// What is typed, if it may be.
    private OptionalDouble number() {
        try {
            double typed = Double.parseDouble(getText().strip().replace(',', '.'));
            return Double.isFinite(typed) && takes.test(typed) ? OptionalDouble.of(typed) : OptionalDouble.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }
}
