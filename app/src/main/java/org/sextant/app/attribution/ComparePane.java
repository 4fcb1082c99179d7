package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.runtime.attribution.PatchCell;

/// Two methods beside each other, with one scale and one cursor, or their difference.
final class ComparePane extends StackPane {
    /// How two methods are seen.
    enum Sight {
        BESIDE("Side by side", "Both maps, with one scale and one cursor"),
        DIFFERENCE("Difference", "The first less the second");

        private final String title;
        private final String description;

        Sight(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    private final AttributionViewModel model;
    private final ObjectProperty<Sight> sight = new SimpleObjectProperty<>(this, "sight", Sight.BESIDE);
    private final ScorePane first;
    private final ScorePane second;
    private final HeatmapPane difference;
    private final Label firstTitle = title();
    private final Label secondTitle = title();
    private final VBox right;
    private final VBox left;

    ComparePane(AttributionViewModel model, Executor pixels, Runnable enter) {
        this.model = model;
        first = new ScorePane("attribution-first", model, pixels, enter);
        second = new ScorePane("attribution-second", model, pixels, enter);
        second.pane().scaleLimitsProperty().set(first.pane().scaleLimitsProperty().get());
        second.pane().hoveredCellProperty().bindBidirectional(first.pane().hoveredCellProperty());
        second.pane().viewportProperty().bindBidirectional(first.pane().viewportProperty());
        difference = new HeatmapPane(pixels);
        difference.setId("attribution-difference");
        left = column(firstTitle, first.pane());
        right = column(secondTitle, second.pane());
        var beside = new HBox(8, left, right);
        var states = new StatePane(new StackPane(beside, difference));
        StateShower.follow(model.compared().stateProperty(), states, model.compared()::ask);
        getChildren().setAll(states);
        setMinSize(0, 0);
        sight.subscribe(now -> {
            beside.setVisible(now == Sight.BESIDE);
            difference.setVisible(now == Sight.DIFFERENCE);
        });
        model.compared().secondProperty().subscribe(_ -> show());
        model.normalisedProperty().subscribe(_ -> show());
        model.selection().selectedProperty().subscribe(_ -> showMaps());
    }

    ObjectProperty<Sight> sightProperty() {
        return sight;
    }

    private static Label title() {
        var label = new Label();
        label.setMinWidth(0);
        label.getStyleClass().add("list-title");
        return label;
    }

    private static VBox column(Label title, HeatmapPane pane) {
        var column = new VBox(4, title, pane);
        VBox.setVgrow(pane, Priority.ALWAYS);
        HBox.setHgrow(column, Priority.ALWAYS);
        column.setPrefWidth(0);
        return column;
    }

    private void show() {
        showMaps();
        difference().ifPresentOrElse(difference::show, difference::clear);
    }

    private void showMaps() {
        Optional<Attributed> other = model.compared().secondProperty().get();
        Optional<PatchCell> selected = model.selection().selectedProperty().get();
        Optional<ScoreMap> own = model.map().filter(_ -> other.isPresent());
        Optional<ScoreMap> beside = other.flatMap(answer -> own.map(shown -> map(answer, shown)));
        first.show(own, selected, model.check().patched());
        second.show(beside, selected, List.of());
        firstTitle.setText(own.map(ScoreMap::title).orElse(""));
        secondTitle.setText(beside.map(shown -> model.compared().otherProperty().get().title() + " of "
                + shown.attributed().nodes().label()).orElse(""));
    }

    private static ScoreMap map(Attributed answer, ScoreMap like) {
        return new ScoreMap(answer, like.normalised(), OptionalInt.empty());
    }

    /// The first less the second; empty while one is not there.
    Optional<Heatmap> difference() {
        Optional<Attributed> other = model.compared().secondProperty().get();
        return model.map().flatMap(own -> other.map(answer -> difference(own.heatmap(), map(answer, own).heatmap())));
    }

    private Heatmap difference(Heatmap own, Heatmap other) {
        return new Heatmap(own.title() + " − " + model.compared().otherProperty().get().title(), own.rowAxis(),
                own.columnAxis(), "difference of " + own.valueLabel(), own.rowLabels(), own.columnLabels(),
                new Heatmap.Cells() {
                    @Override
                    public int rows() {
                        return own.cells().rows();
                    }

                    @Override
                    public int columns() {
                        return own.cells().columns();
                    }

                    @Override
                    public float at(int row, int column) {
                        return own.cells().at(row, column) - other.cells().at(row, column);
                    }
                }, true, List.of());
    }
}
