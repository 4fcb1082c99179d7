package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.view.SeriesLegend;

/// A vector that was made without prompts: how long it is at every layer, and how it lies to what it was made from.
final class PlainPane extends VBox {
    private final VectorsViewModel model;
    private final SeriesLegend legend = new SeriesLegend();
    private final PointsPane chart;
    private final Label lines = new Label();

    /// @param pixels where charts become pixels
    PlainPane(VectorsViewModel model, Executor pixels) {
        this.model = model;
        chart = new PointsPane("plain-layers", pixels, model::selectLayer);
        getStyleClass().add("derived");
        lines.setId("plain-summary");
        lines.setWrapText(true);
        lines.setMinHeight(USE_PREF_SIZE);
        chart.setPrefHeight(0);
        VBox.setVgrow(chart, Priority.ALWAYS);
        getChildren().setAll(lines, legend, chart);
        model.madeProperty().subscribe(_ -> update());
        model.layerProperty().subscribe(_ -> showLayer());
    }

    Optional<PointsFigure> figure() {
        return chart.figureProperty().get();
    }

    private Optional<MadeVector.Plain> plain() {
        return model.madeProperty().get().filter(MadeVector.Plain.class::isInstance).map(MadeVector.Plain.class::cast);
    }

    private void update() {
        plain().map(PlainFigures::layers).ifPresentOrElse(figure -> {
            chart.show(figure);
            legend.show(figure);
        }, () -> {
            chart.clear();
            legend.clear();
        });
        showLayer();
    }

    private void showLayer() {
        OptionalInt layer = model.layerProperty().get();
        chart.selectedProperty().set(layer);
        Optional<MadeVector.Plain> made = plain();
        if (layer.isEmpty() || made.isEmpty()) {
            lines.setText("");
            return;
        }
        int at = layer.getAsInt();
        List<String> words = new ArrayList<>(List.of("At layer " + at + " its length is "
                + PlainFigures.number(PlainFigures.norm(made.get(), at))));
        made.get().operands().forEach(operand -> words
                .add("its cosine with " + operand.name() + " " + PlainFigures.number(
                        PlainFigures.cosine(made.get(), operand, at))));
        lines.setText(String.join(", ", words) + ".");
    }
}
