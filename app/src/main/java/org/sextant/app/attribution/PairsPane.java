package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

import org.sextant.app.attribution.PairSpread.Figure;
import org.sextant.app.attribution.PairSpread.Outlier;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;

/// A data set: the mean map, how sure it is, and the pairs that differ from it.
final class PairsPane extends StackPane {
    private static final double TABLE = 320;

    private final AttributionViewModel model;
    private final TaskExecutor tasks;
    private final ObjectProperty<Figure> figure = new SimpleObjectProperty<>(this, "figure", Figure.MEAN);
    private final HeatmapPane map;
    private final Label missing = new Label(
            "One pair has no mean: open a file of pairs, or take several of the examples.");
    private final CopyTable<Outlier> outliers = new CopyTable<>("attribution-outliers",
            "Pairs, first those whose map correlates least with the mean",
            List.of(Column.count("pair", 44, Outlier::index),
                    Column.number("Pearson", 72, row -> (float) row.pearson()),
                    Column.number("Δ metric", 72, row -> (float) row.difference()),
                    Column.text("clean prompt", 120, Outlier::clean, Outlier::clean)));
    private final HBox body;

    PairsPane(AttributionViewModel model, TaskExecutor tasks) {
        this.model = model;
        this.tasks = tasks;
        Executor pixels = tasks.unseen();
        map = new HeatmapPane(pixels);
        map.setId("attribution-pairs-map");
        outliers.setMinHeight(0);
        outliers.setMinWidth(TABLE / 3);
        outliers.setPrefWidth(TABLE);
        HBox.setHgrow(map, Priority.ALWAYS);
        body = new HBox(8, map, outliers);
        missing.setWrapText(true);
        missing.getStyleClass().add("state-hint");
        getChildren().setAll(body, missing);
        setMinSize(0, 0);
        model.shownProperty().subscribe(_ -> showAll());
        model.normalisedProperty().subscribe(_ -> show());
        figure.subscribe(_ -> show());
    }

    ObjectProperty<Figure> figureProperty() {
        return figure;
    }

    /// What is shown; empty for one pair and for lists.
    Optional<PairSpread> spread() {
        return model.map().filter(now -> now.attributed().result().pairs().size() > 1).map(PairSpread::new);
    }

    private void showAll() {
        show();
        outliers.getItems().clear();
        spread().ifPresent(now -> BackgroundTask.working("Comparing pairs", now::outliers).lane("attribution.outliers")
                .onSuccess(outliers.getItems()::setAll).startWith(tasks));
    }

    private void show() {
        Optional<PairSpread> now = spread();
        body.setVisible(now.isPresent());
        missing.setVisible(now.isEmpty());
        now.map(spread -> spread.heatmap(figure.get())).ifPresentOrElse(map::show, map::clear);
    }
}
