package org.sextant.app.steering;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.steering.VectorsViewModel.Measure;
import org.sextant.app.view.Segments;
import org.sextant.runtime.session.DerivedVector;

/// How good a vector is: a chart over the layers, the prompts along the direction of one.
final class DerivedPane extends VBox {
    private final VectorsViewModel model;
    private final PointsPane layers;
    private final PointsPane strip;
    private final Label stripTitle = new Label();

    /// @param pixels where charts become pixels
    DerivedPane(VectorsViewModel model, Executor pixels) {
        this.model = model;
        layers = new PointsPane("vector-layers", pixels, model::selectLayer);
        strip = new PointsPane("vector-projections", pixels, model::selectPrompt);
        getStyleClass().add("derived");
        var measures = new Segments<>("measure-", Measure.class, model.measureProperty(), Measure::title,
                Measure::description);
        stripTitle.getStyleClass().add("list-title");
        stripTitle.setMinWidth(0);
        var legend = new Label("● made from  ○ held out");
        legend.getStyleClass().addAll("muted", "derived-legend");
        legend.setMinWidth(0);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var charts = new HBox(under(new HBox(measures), layers), under(new HBox(stripTitle, space, legend), strip));
        charts.getStyleClass().add("derived-charts");
        VBox.setVgrow(charts, Priority.ALWAYS);
        getChildren().setAll(charts);
        model.madeProperty().subscribe(_ -> update());
        model.measureProperty().subscribe(_ -> showLayers());
        model.layerProperty().subscribe(_ -> showLayer());
        model.promptProperty().subscribe(_ -> showPrompt());
    }

    private static VBox under(HBox head, PointsPane chart) {
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("derived-head");
        chart.setPrefHeight(0);
        VBox.setVgrow(chart, Priority.ALWAYS);
        var box = new VBox(head, chart);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    /// The chart over the layers, if there is one.
    Optional<PointsFigure> layersFigure() {
        return layers.figureProperty().get();
    }

    /// The prompts along the direction, if there are any.
    Optional<PointsFigure> projectionsFigure() {
        return strip.figureProperty().get();
    }

    private void update() {
        showLayers();
        showLayer();
        showPrompt();
    }

    private Optional<MadeVector.Derived> derived() {
        return model.madeProperty().get().filter(MadeVector.Derived.class::isInstance)
                .map(MadeVector.Derived.class::cast);
    }

    private void showLayers() {
        derived().ifPresentOrElse(made -> layers.show(VectorFigures.layers(made, model.measureProperty().get())),
                layers::clear);
    }

    private void showLayer() {
        OptionalInt number = model.layerProperty().get();
        layers.selectedProperty().set(number);
        Optional<DerivedVector.Layer> layer = number.isPresent()
                ? derived().flatMap(made -> made.layer(number.getAsInt()))
                : Optional.empty();
        stripTitle.setText(layer.map(each -> "Projections, layer " + each.layer()).orElse(""));
        layer.ifPresentOrElse(each -> strip.show(VectorFigures.projections(derived().orElseThrow(), each)),
                strip::clear);
    }

    private void showPrompt() {
        strip.selectedProperty().set(model.promptProperty().get());
    }
}
