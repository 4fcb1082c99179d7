package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.ScaleLimits;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.runtime.attribution.PatchCell;

/// The scores: a map, the grid of heads, or the table of the strongest.
final class MapPane extends StackPane {
    private final AttributionViewModel model;
    private final ScorePane map;
    private final ScorePane there;
    private final NodeTable table;
    private final HBox maps;
    private final Label mapTitle = new Label();
    private final Label thereTitle = new Label();

    /// @param enter goes to the inspector
    MapPane(AttributionViewModel model, Executor pixels, Runnable enter) {
        this.model = model;
        map = new ScorePane("attribution-map", model, pixels, enter);
        there = new ScorePane("attribution-heads-there", model, pixels, enter);
        there.pane().scaleLimitsProperty().set(map.pane().scaleLimitsProperty().get());
        table = new NodeTable(model);
        maps = new HBox(8, column(mapTitle, map.pane()), column(thereTitle, there.pane()));
        var states = new StatePane(new StackPane(maps, table));
        StateShower.follow(model.stateProperty(), states, model::attribute);
        getChildren().setAll(states);
        setMinSize(0, 0);
        model.shownProperty().subscribe(_ -> show());
        model.normalisedProperty().subscribe(_ -> show());
        model.selection().selectedProperty().subscribe(_ -> show());
        model.check().checkProperty().subscribe(_ -> show());
    }

    /// The colours of map and grid.
    ScaleLimits scale() {
        return map.pane().scaleLimitsProperty().get();
    }

    private static VBox column(Label title, HeatmapPane pane) {
        title.setMinWidth(0);
        title.managedProperty().bind(title.textProperty().isNotEmpty());
        title.getStyleClass().add("list-title");
        var column = new VBox(4, title, pane);
        VBox.setVgrow(pane, Priority.ALWAYS);
        HBox.setHgrow(column, Priority.ALWAYS);
        column.setPrefWidth(0);
        column.managedProperty().bind(column.visibleProperty());
        return column;
    }

    private void show() {
        Optional<ScoreMap> shown = model.map();
        Optional<PatchCell> selected = model.selection().selectedProperty().get();
        List<PatchCell> patched = model.check().patched();
        maps.setVisible(shown.isPresent());
        table.setVisible(shown.isEmpty());
        map.show(shown, selected, patched);
        Optional<ScoreMap> atPosition = shown.filter(now -> now.attributed().isGrid()).flatMap(this::atSelected);
        mapTitle.setText(shown.filter(now -> now.attributed().isGrid()).map(ScoreMap::title).orElse(""));
        thereTitle.setText(atPosition.map(now -> "At " + NodeWords.position(now.position().getAsInt(),
                now.attributed().token(now.position().getAsInt()))).orElse(""));
        maps.getChildren().getLast().setVisible(atPosition.isPresent());
        there.show(atPosition, selected, List.of());
        if (shown.isEmpty()) {
            model.shownProperty().get().ifPresent(table::show);
        }
    }

    /// The heads at the selected token.
    private Optional<ScoreMap> atSelected(ScoreMap sum) {
        OptionalInt token = model.workspace().selection().token();
        boolean inside = token.isPresent() && token.getAsInt() < sum.attributed().result().tokens().size();
        return inside ? Optional.of(new ScoreMap(sum.attributed(), sum.normalised(), token)) : Optional.empty();
    }

}
