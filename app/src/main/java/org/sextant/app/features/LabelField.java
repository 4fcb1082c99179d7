package org.sextant.app.features;

import java.util.OptionalInt;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What the feature is called, to be typed over: Enter, or leaving the field, writes it beside the SAE; Esc brings the
/// old one back.
final class LabelField extends HBox {
    private final FeaturesViewModel model;
    private final TextField field = new TextField();
    private final Label held = new Label();
    /// Of which feature the text is.
    private OptionalInt edited = OptionalInt.empty();

    LabelField(FeaturesViewModel model) {
        this.model = model;
        getStyleClass().add("label-field");
        setAlignment(Pos.CENTER_LEFT);
        field.setId("feature-label");
        field.setPromptText("no label yet");
        field.setAccessibleText("Label of the feature");
        field.setTooltip(new Tooltip("What this feature is called; Enter saves it beside the SAE"));
        field.setOnAction(_ -> commit());
        field.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                commit();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !field.getText().equals(stored())) {
                show();
                event.consume();
            }
        });
        HBox.setHgrow(field, Priority.ALWAYS);
        var undo = new Button(null, new FontIcon(Feather.CORNER_UP_LEFT));
        undo.setId("label-undo");
        undo.getStyleClass().add("button-icon");
        undo.setAccessibleText("Take the last label back");
        undo.setTooltip(new Tooltip("Take the last change of a label back"));
        undo.disableProperty().bind(Bindings.not(model.labels().canUndoProperty()));
        undo.setOnAction(_ -> model.labels().undo());
        held.getStyleClass().add("muted");
        held.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(field, undo, held);
        model.prompt().featureProperty().subscribe(_ -> {
            commit();
            show();
        });
        model.labels().textsProperty().subscribe(this::show);
    }

    private String stored() {
        return edited.isPresent() ? model.labels().of(edited.getAsInt()) : "";
    }

    private void commit() {
        if (edited.isPresent()) {
            model.labels().set(edited.getAsInt(), field.getText());
        }
    }

    private void show() {
        edited = model.prompt().featureProperty().get();
        field.setDisable(edited.isEmpty());
        field.setText(stored());
        held.setText(edited.isPresent() ? model.labels().held(edited.getAsInt()) : "");
    }
}
