package org.sextant.app.steering;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.view.SeriesLegend;
import org.sextant.runtime.session.LearnDirectionResult.Layer;

/// What learnt directions do: how many pairs turn at each layer, and at one layer what each coefficient turns and costs.
final class LearntPane extends VBox {
    private final VectorsViewModel model;
    private final Label summary = new Label();
    private final SeriesLegend legend = new SeriesLegend();
    private final PointsPane layers;
    private final PointsPane tried;

    /// @param pixels where charts become pixels
    LearntPane(VectorsViewModel model, Executor pixels) {
        this.model = model;
        layers = new PointsPane("learnt-layers", pixels, model::selectLayer);
        tried = new PointsPane("learnt-coefficients", pixels, _ -> {});
        getStyleClass().add("derived");
        summary.setId("learnt-summary");
        summary.setWrapText(true);
        summary.setMinHeight(USE_PREF_SIZE);
        var charts = new HBox(layers, tried);
        charts.getStyleClass().add("derived-charts");
        for (PointsPane chart : new PointsPane[]{layers, tried}) {
            chart.setPrefHeight(0);
            HBox.setHgrow(chart, Priority.ALWAYS);
        }
        VBox.setVgrow(charts, Priority.ALWAYS);
        getChildren().setAll(summary, legend, charts);
        model.madeProperty().subscribe(_ -> update());
        model.layerProperty().subscribe(_ -> showLayer());
    }

    Optional<PointsFigure> layersFigure() {
        return layers.figureProperty().get();
    }

    Optional<PointsFigure> coefficientsFigure() {
        return tried.figureProperty().get();
    }

    private Optional<MadeVector.Learnt> learnt() {
        return model.madeProperty().get().filter(MadeVector.Learnt.class::isInstance)
                .map(MadeVector.Learnt.class::cast);
    }

    private void update() {
        learnt().map(LearntFigures::layers).ifPresentOrElse(figure -> {
            layers.show(figure);
            legend.show(figure);
        }, () -> {
            layers.clear();
            legend.clear();
        });
        showLayer();
    }

    private void showLayer() {
        OptionalInt number = model.layerProperty().get();
        layers.selectedProperty().set(number);
        Optional<Layer> layer = number.isPresent()
                ? learnt().flatMap(made -> made.layer(number.getAsInt()))
                : Optional.empty();
        layer.ifPresentOrElse(each -> {
            tried.show(LearntFigures.coefficients(learnt().orElseThrow(), each));
            summary.setText(sentence(learnt().orElseThrow(), each));
        }, () -> {
            tried.clear();
            summary.setText("");
        });
    }

    private static String sentence(MadeVector.Learnt made, Layer layer) {
        long measured = made.prompts().stream().filter(prompt -> prompt.positive() && prompt.heldOut()).count();
        long all = made.prompts().stream().filter(prompt -> prompt.positive()).count();
        String pairs = measured > 0 ? measured + " held-out pairs" : all + " pairs that it was made from";
        return layer.chosen().map(chosen -> "Layer " + layer.layer() + " with the coefficient "
                + Numbers.format(chosen.coefficient()) + " turns " + Numbers.format(chosen.turned()) + " of " + pairs
                + " at " + Numbers.format(chosen.cost())
                + " × the loss on texts; five random directions of its length turn "
                + Numbers.format(layer.byChance()) + ".")
                .orElse("At layer " + layer.layer() + " no coefficient keeps the loss on texts within "
                        + Numbers.format(made.question().course().dearest())
                        + " ×: allow more cost (⋯), or learn more steps.");
    }
}
