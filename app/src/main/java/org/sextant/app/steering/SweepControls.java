package org.sextant.app.steering;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.sextant.app.view.PickBox;

/// What is swept and looked at, in one row.
final class SweepControls extends HBox {
    private final SweepViewModel model;
    private final SweepInputs inputs;

    SweepControls(SweepViewModel model, SweepGrid grid, Node export) {
        this.model = model;
        this.inputs = model.inputs();
        getStyleClass().add("view-controls");
        setAlignment(Pos.CENTER_LEFT);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(source(), measure(),
                token("sweep-answer", "The token that is looked at, with its leading space", inputs.answerProperty(),
                        SweepMeasure::needsAnswer),
                token("sweep-wrong", "The token that it is compared with, with its leading space",
                        inputs.wrongProperty(), SweepMeasure::needsWrong),
                grid.button(), space, sweep(), export);
    }

    private Node source() {
        var box = new PickBox<SweepSource>("sweep-vector", "The vector to sweep", SweepSource::label,
                source -> RowText.about(new RowEdits(source.row())), inputs::choose);
        Runnable offer = () -> box.offer(inputs.sourcesProperty().get(), inputs.sourceProperty().get().orElse(null));
        inputs.sourcesProperty().subscribe(offer);
        inputs.sourceProperty().subscribe(offer);
        box.disableProperty().bind(inputs.sourcesProperty().map(List::isEmpty));
        return box;
    }

    private Node measure() {
        var box = new PickBox<SweepMeasure>("sweep-measure", "What is looked at", SweepMeasure::title,
                SweepMeasure::meaning, inputs.measureProperty()::set);
        inputs.measureProperty().subscribe(now -> box.offer(Arrays.asList(SweepMeasure.values()), now));
        return box;
    }

    private Node token(String name, String purpose, StringProperty text, Function<SweepMeasure, Boolean> needed) {
        var field = new TextField();
        field.setId(name);
        field.getStyleClass().add("sweep-token");
        field.setAccessibleText(purpose);
        field.setTooltip(new Tooltip(purpose));
        field.textProperty().bindBidirectional(text);
        field.setOnAction(_ -> model.sweep());
        field.visibleProperty().bind(inputs.measureProperty().map(needed));
        field.managedProperty().bind(field.visibleProperty());
        return field;
    }

    private Node sweep() {
        var button = new Button("Sweep");
        button.setId("sweep-run");
        button.getStyleClass().add("primary");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip("Try the vector at every layer and coefficient  (Ctrl+Shift+D)"));
        button.disableProperty().bind(Bindings.createBooleanBinding(
                () -> model.sweepingProperty().get().isPresent() || inputs.sourceProperty().get().isEmpty(),
                model.sweepingProperty(), inputs.sourceProperty()));
        button.setOnAction(_ -> model.sweep());
        return button;
    }
}
