package org.sextant.app.view;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

import org.sextant.app.chart.PointsFigure;

/// What the colours of a chart with several series mean.
public final class SeriesLegend extends FlowPane {
    public SeriesLegend() {
        super(12, 0);
        getStyleClass().add("series-legend");
    }

    /// A single series needs none.
    public void show(PointsFigure figure) {
        boolean several = figure.series().size() > 1;
        setVisible(several);
        setManaged(several);
        getChildren().setAll(figure.series().stream().map(series -> {
            var mark = new Label(series.hollow() ? "○" : "●");
            mark.setStyle("-fx-text-fill: -sx-category-" + (series.colour() + 1) + ";");
            var label = new Label(series.name(), mark);
            label.getStyleClass().add("muted");
            return label;
        }).toList());
    }

    public void clear() {
        getChildren().clear();
    }
}
