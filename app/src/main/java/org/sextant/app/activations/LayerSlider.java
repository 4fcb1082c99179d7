package org.sextant.app.activations;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

import org.sextant.app.view.Gesture;

/// Goes through the layers: the picture follows the thumb, or the number that is typed.
final class LayerSlider extends HBox {
    private final Slider slider = new Slider();
    private final TextField typed = new TextField();
    private final Label last = new Label();
    private final IntConsumer picked;
    private final IntConsumer passed;
    private final Gesture gesture = Gesture.in(this);
    private int current;
    private boolean telling;

    /// @param name id of the slider; that of the field beside it ends in `-value`
    /// @param picked goes to a layer
    /// @param passed goes to a layer on the way of a drag or of a held key
    LayerSlider(String name, IntConsumer picked, IntConsumer passed) {
        this.picked = picked;
        this.passed = passed;
        getStyleClass().add("layer-slider");
        setAlignment(Pos.CENTER_LEFT);
        slider.setId(name);
        slider.setAccessibleText("Layer");
        slider.setTooltip(new Tooltip("Layer  (Alt+Up, Alt+Down)"));
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setMinWidth(48);
        slider.setPrefWidth(72);
        typed.setId(name + "-value");
        typed.setAccessibleText("Layer as a number");
        typed.setTooltip(new Tooltip("Layer; Enter goes there, Up and Down step"));
        typed.getStyleClass().addAll("tabular", "layer-field");
        last.getStyleClass().add("tabular");
        last.setMinWidth(USE_PREF_SIZE);
        var title = new Label("layer");
        title.setMinWidth(USE_PREF_SIZE);
        title.setLabelFor(slider);
        getChildren().setAll(title, slider, typed, last);
        follow();
    }

    private void follow() {
        slider.valueProperty().subscribe(value -> {
            int layer = (int) Math.round(value.doubleValue());
            if (!telling && layer != current) {
                goTo(layer);
            }
        });
        typed.setOnAction(event -> {
            number().ifPresent(picked);
            restore();
        });
        typed.addEventFilter(KeyEvent.KEY_PRESSED, this::step);
        typed.focusedProperty().subscribe(focused -> restore());
    }

    private void step(KeyEvent event) {
        boolean plain = !event.isAltDown() && !event.isShortcutDown();
        if (plain && (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN)) {
            goTo(current + (event.getCode() == KeyCode.DOWN ? 1 : -1));
            event.consume();
        }
    }

    private void goTo(int layer) {
        (gesture.continues() ? passed : picked).accept(layer);
    }

    private OptionalInt number() {
        try {
            return OptionalInt.of(Integer.parseInt(typed.getText().strip()));
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    private void restore() {
        typed.setText(Integer.toString(current));
    }

    void show(int layer, int layers) {
        telling = true;
        current = layer;
        slider.setMax(Math.max(1, layers - 1));
        slider.setDisable(layers < 2);
        typed.setDisable(layers < 2);
        slider.setValue(layer);
        restore();
        last.setText("/ " + (layers - 1));
        telling = false;
    }
}
