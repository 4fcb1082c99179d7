package org.sextant.app.steering;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

import org.sextant.app.chart.PointsFigure;

/// What the colours of a chart with several series mean.
final class SeriesLegend extends FlowPane {
    SeriesLegend() {
        super(12, 0);
        getStyleClass().add("series-legend");
    }

    /// A single series needs none.
    void show(PointsFigure figure) {
        boolean several = figure.series().size() > 1;
        setVisible(several);
        setManaged(several);
        getChildren().setAll(figure.series().stream().map(series -> {
            var mark = new Label(series.hollow() ? "○" : "●");
            mark.setStyle("-fx-text-fill: " + ColourChip.token(series.colour()) + ";");
            var label = new Label(series.name(), mark);
            label.getStyleClass().add("muted");
            return label;
        }).toList());
    }

    void clear() {
        getChildren().clear();
    }
}
