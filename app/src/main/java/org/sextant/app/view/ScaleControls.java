package org.sextant.app.view;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.chart.Limits;
import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.ScaleLimits;

/// The two ends of a colour scale: shown, typed, locked.
public final class ScaleControls extends HBox {
    private final ScaleLimits scale;
    private final TextField low = field("scale-low", "Lower end of the scale");
    private final TextField high = field("scale-high", "Upper end of the scale");
    private final ToggleButton lock = new ToggleButton(null, new FontIcon(Feather.UNLOCK));

    public ScaleControls(ScaleLimits scale) {
        this.scale = scale;
        getStyleClass().add("scale-controls");
        setAlignment(Pos.CENTER_LEFT);
        lock.setId("scale-lock");
        lock.setTooltip(new Tooltip("Same scale: keep these limits for every picture that follows"));
        lock.setAccessibleText("Same scale");
        lock.setOnAction(event -> {
            if (lock.isSelected()) {
                scale.lock();
            } else {
                scale.automatic();
            }
        });
        scale.lockedProperty().subscribe(locked -> {
            lock.setSelected(locked);
            lock.setGraphic(new FontIcon(locked ? Feather.LOCK : Feather.UNLOCK));
            lock.setAccessibleText(locked ? "Same scale, on" : "Same scale, off");
        });
        scale.limitsProperty().subscribe(this::show);
        for (TextField field : List.of(low, high)) {
            field.setOnAction(event -> type());
            field.focusedProperty().subscribe((before, focused) -> {
                if (!focused) {
                    show(scale.limits());
                }
            });
        }
        var to = new Label("–");
        getChildren().setAll(low, to, high, lock);
    }

    private static TextField field(String name, String purpose) {
        var field = new TextField();
        field.setId(name);
        field.setPrefColumnCount(4);
        field.getStyleClass().addAll("tabular", "scale-field");
        field.setAccessibleText(purpose);
        field.setTooltip(new Tooltip(purpose + "; Enter sets it"));
        return field;
    }

    private void type() {
        limits().ifPresentOrElse(scale::set, () -> show(scale.limits()));
    }

    private Optional<Limits> limits() {
        try {
            double from = Double.parseDouble(low.getText().strip());
            double to = Double.parseDouble(high.getText().strip());
            return from < to && Double.isFinite(from) && Double.isFinite(to)
                    ? Optional.of(new Limits(from, to))
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private void show(Optional<Limits> limits) {
        low.setText(limits.map(each -> Numbers.brief(each.low())).orElse(""));
        high.setText(limits.map(each -> Numbers.brief(each.high())).orElse(""));
    }
}
