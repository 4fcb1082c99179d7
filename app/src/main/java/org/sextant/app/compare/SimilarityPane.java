package org.sextant.app.compare;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsPane;
import org.sextant.app.chart.ScaleLimits;
import org.sextant.app.view.SeriesLegend;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// How alike the layers are: every layer of the one with every layer of the other, and the curve of those that stand
/// beside each other.
final class SimilarityPane extends StackPane {
    private final SimilarityViewModel model;
    private final HeatmapPane matrix;
    private final PointsPane curve;
    private final Label matrixTitle = CompareNodes.title("");
    private final SeriesLegend legend = new SeriesLegend();

    SimilarityPane(SimilarityViewModel model, Executor pixels) {
        this.model = model;
        matrix = new HeatmapPane(pixels);
        matrix.setId("compare-matrix");
        matrix.setReadout(cell -> model.pictureProperty().get().map(shown -> shown.words(cell.row(), cell.column()))
                .orElse(""));
        curve = new PointsPane("compare-diagonal", pixels, this::pick);
        VBox left = CompareNodes.column(matrixTitle, matrix);
        VBox right = CompareNodes.column(CompareNodes.title("Layers that stand beside each other"), curve);
        right.getChildren().add(1, legend);
        var states = new StatePane(new HBox(12, left, right));
        StateShower.follow(model.stateProperty(), states, model::again);
        getChildren().setAll(states);
        setMinSize(0, 0);
        model.pictureProperty().subscribe(_ -> show());
        matrix.selectedCellProperty().subscribe(cell -> curve.selectedProperty().set(cell
                .map(here -> OptionalInt.of(here.row())).orElse(OptionalInt.empty())));
    }

    ScaleLimits scale() {
        return matrix.scaleLimitsProperty().get();
    }

    /// Marks the row of a layer.
    private void pick(int layer) {
        curve.selectedProperty().set(OptionalInt.of(layer));
        matrix.markProperty().set(new Mark(OptionalInt.of(layer), OptionalInt.empty()));
    }

    private void show() {
        Optional<LayersPicture> picture = model.pictureProperty().get();
        picture.map(LayersPicture::heatmap).ifPresentOrElse(matrix::show, matrix::clear);
        Optional<PointsFigure> figure = model.curve().map(SimilarityCurve::figure);
        curve.figureProperty().set(figure);
        figure.ifPresentOrElse(legend::show, legend::clear);
        matrixTitle.setText(picture.map(shown -> "Every layer with every layer · " + shown.extent()).orElse(""));
    }
}
