package org.sextant.app.compare;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.scene.layout.StackPane;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.chart.ScaleLimits;
import org.sextant.app.compare.PromptPicture.LayerMeasure;
import org.sextant.app.view.Command;
import org.sextant.app.view.Gesture;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// How both models' activations differ, by layer and token.
final class LayersPane extends StackPane {
    private final PromptPairViewModel model;
    private final HeatmapPane map;
    private final Map<LayerMeasure, ScaleLimits> scales = new EnumMap<>(LayerMeasure.class);
    private boolean marking;

    LayersPane(PromptPairViewModel model, Executor pixels) {
        this.model = model;
        map = new HeatmapPane(pixels);
        map.setId("compare-layers");
        var gesture = Gesture.in(map);
        var states = new StatePane(map);
        StateShower.follow(model.layerStateProperty(), states, model::again);
        model.layerStateProperty().subscribe(now -> refuse(now, states));
        getChildren().setAll(states);
        setMinSize(0, 0);
        model.pictureProperty().subscribe(_ -> show());
        model.layerMeasureProperty().subscribe(_ -> show());
        model.selectedProperty().subscribe(_ -> mark());
        map.selectedCellProperty().subscribe(cell -> {
            if (!marking) {
                cell.ifPresent(here -> model.selectCell(here.row(), here.column(), gesture.continues()));
                mark();
            }
        });
    }

    /// Without a cosine there is still the other measure.
    private void refuse(PaneState now, StatePane states) {
        if (now instanceof PaneState.Empty(String what, String remedy) && model.pictureProperty().get().isPresent()) {
            states.showNothing(Feather.SLASH, what, remedy, Optional.of(Command.of(Command.Menu.VIEW,
                    "Show the norm ratio", () -> model.layerMeasureProperty().set(LayerMeasure.NORM_RATIO))));
        }
    }

    /// The colours of a measure.
    ScaleLimits scale(LayerMeasure measure) {
        return scales.computeIfAbsent(measure, _ -> new ScaleLimits());
    }

    private void show() {
        map.scaleLimitsProperty().set(scale(model.layerMeasureProperty().get()));
        model.pictureProperty().get().ifPresentOrElse(
                picture -> map.show(picture.layers(model.layerMeasureProperty().get())), map::clear);
        mark();
    }

    private void mark() {
        marking = true;
        Mark mark = model.mark();
        map.markProperty().set(mark);
        map.selectedCellProperty().set(mark.cell().or(() -> map.selectedCellProperty().get().filter(mark::holds)));
        marking = false;
    }
}
