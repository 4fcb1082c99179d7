package org.sextant.app.activations;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

import org.sextant.app.activations.ActivationsViewModel.Kind;
import org.sextant.app.activations.HeatmapPicture.Scales;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.view.ScaleControls;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// The nodes of one picture.
///
/// @param controls what can be chosen for it
/// @param scale the ends of its colour scale
/// @param picture itself, in its states
record PictureTab(Node controls, Node scale, Node picture) {
    private static final double GAP = 8;

    /// @param pixels where values become colours
    /// @param inspect goes to the inspector
    static PictureTab of(ActivationsViewModel model, Kind kind, Executor pixels, Runnable inspect) {
        PictureModel<?, ?> picture = model.picture(kind);
        var scales = new Scales();
        HeatmapPane heatmap = HeatmapPicture.of("picture-" + kind.name().toLowerCase(Locale.ROOT), picture, scales,
                pixels, inspect);
        heatmap.steadyProperty().bind(model.aspect().movingProperty());
        var states = new StatePane(kind == Kind.ATTENTION ? withHeads(model.attention(), heatmap, pixels) : heatmap);
        StateShower.follow(picture.stateProperty(), states, picture::askAgain);
        return new PictureTab(PictureControls.of(model, kind), controls(scales, heatmap), states);
    }

    /// The ends of the scale in force.
    private static Node controls(Scales scales, HeatmapPane heatmap) {
        var values = new ScaleControls(scales.values());
        var differences = new ScaleControls(scales.differences());
        heatmap.scaleLimitsProperty().subscribe(now -> {
            differences.setVisible(now.equals(scales.differences()));
            values.setVisible(!differences.isVisible());
        });
        return new StackPane(values, differences);
    }

    /// One head large, all of them small beside it.
    private static Node withHeads(AttentionViewModel model, HeatmapPane heatmap, Executor pixels) {
        var heads = new HeadGrid(heatmap.paletteProperty(), heatmap.steadyProperty(), pixels, model::chooseHead);
        model.picture().drawingProperty()
                .subscribe(drawing -> drawing.ifPresent(each -> heads.show(each)));
        heatmap.hoveredCellProperty().subscribe(heads::point);
        HBox.setHgrow(heatmap, Priority.ALWAYS);
        return new HBox(GAP, heads, heatmap);
    }

    List<Node> parts() {
        return List.of(controls, scale, picture);
    }
}
