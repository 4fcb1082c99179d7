package org.sextant.app.activations;

import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;

/// Goes through the layers: the picture follows the thumb.
final class LayerSlider extends HBox {
    private final Slider slider = new Slider();
    private final Label layer = new Label();
    private boolean telling;

    LayerSlider(String name, IntConsumer picked) {
        getStyleClass().add("layer-slider");
        setAlignment(Pos.CENTER_LEFT);
        slider.setId(name);
        slider.setAccessibleText("Layer");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setMinWidth(56);
        slider.setPrefWidth(88);
        layer.getStyleClass().add("tabular");
        layer.setMinWidth(USE_PREF_SIZE);
        var title = new Label("layer");
        title.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(title, slider, layer);
        slider.valueProperty().subscribe(value -> {
            if (!telling) {
                picked.accept((int) Math.round(value.doubleValue()));
            }
        });
    }

    void show(int current, int layers) {
        telling = true;
        slider.setMax(Math.max(1, layers - 1));
        slider.setDisable(layers < 2);
        slider.setValue(current);
        layer.setText(current + " / " + (layers - 1));
        telling = false;
    }
}
