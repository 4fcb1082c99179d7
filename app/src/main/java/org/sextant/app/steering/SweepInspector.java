package org.sextant.app.steering;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Numbers;
import org.sextant.app.steering.SweepViewModel.Swept;

/// What one cell of a sweep says, beside what it is without the vector.
final class SweepInspector extends VBox {
    private final SweepViewModel model;
    private final ObjectProperty<Optional<Cell>> selected;
    private final Label title = new Label();
    private final Label figures = new Label();
    private final Button set = new Button("Set the slider");

    SweepInspector(SweepViewModel model, ObjectProperty<Optional<Cell>> selected) {
        this.model = model;
        this.selected = selected;
        setId("sweep-inspector");
        getStyleClass().add("vector-inspector");
        title.setWrapText(true);
        title.getStyleClass().add("list-title");
        figures.setId("sweep-figures");
        figures.setWrapText(true);
        figures.getStyleClass().add("tabular");
        set.setId("sweep-set");
        set.setTooltip(
                new Tooltip("Put the slider at the layer and coefficient of the selected cell  (Enter, or a click)"));
        set.setOnAction(_ -> selected.get().ifPresent(model::set));
        getChildren().setAll(title, figures, set);
        model.sweptProperty().subscribe(_ -> update());
        selected.subscribe(_ -> update());
    }

    private void update() {
        Optional<SweepPicture> picture = model.sweptProperty().get().map(Swept::picture);
        Optional<Cell> cell = selected.get().filter(_ -> picture.isPresent());
        title.setText(picture.map(shown -> shown.vector() + ": " + shown.words()).orElse("Nothing has been swept."));
        figures.setText(picture.map(shown -> cell.map(here -> words(shown, here))
                .orElse("Unsteered " + Numbers.format(shown.unsteered())
                        + ". Click a cell to set the slider there."))
                .orElse(""));
        set.setVisible(cell.isPresent());
    }

    private static String words(SweepPicture picture, Cell cell) {
        double value = picture.value(cell.row(), cell.column());
        return "Layer " + picture.result().layers().get(cell.row()) + ", coefficient "
                + Numbers.brief(picture.result().coefficients().get(cell.column())) + "\nSteered "
                + Numbers.format(value) + "\nUnsteered " + Numbers.format(picture.unsteered()) + "\nDifference "
                + Numbers.format(value - picture.unsteered());
    }
}
