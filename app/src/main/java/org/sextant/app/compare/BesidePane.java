package org.sextant.app.compare;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.chart.Mark;
import org.sextant.app.chart.ScaleLimits;
import org.sextant.app.view.Gesture;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// The same picture of both models, with one colour scale; where a cell of the one stands for the same place in the
/// other, with one cursor and one zoom too.
final class BesidePane extends StackPane {
    private final CompareViewModel model;
    private final HeatmapPane first;
    private final HeatmapPane second;
    private final Label firstTitle = CompareNodes.title("");
    private final Label secondTitle = CompareNodes.title("");
    private final HeatmapPane difference;
    private final VBox third;
    private boolean differing;
    private boolean linked;
    private boolean marking;

    BesidePane(CompareViewModel model, Executor pixels) {
        this.model = model;
        first = pane("compare-first", true, pixels);
        second = pane("compare-second", false, pixels);
        second.scaleLimitsProperty().bind(first.scaleLimitsProperty());
        difference = pane("compare-difference", true, pixels);
        third = CompareNodes.column(CompareNodes.title("A − B"), difference);
        third.managedProperty().bind(third.visibleProperty());
        third.setVisible(false);
        var states = new StatePane(new HBox(12, CompareNodes.column(firstTitle, first),
                CompareNodes.column(secondTitle, second), third));
        StateShower.follow(model.beside().stateProperty(), states, model.beside()::again);
        getChildren().setAll(states);
        setMinSize(0, 0);
        model.beside().picturesProperty().subscribe(_ -> show());
        model.workspace().selectionProperty().subscribe(_ -> mark());
    }

    /// The colours of both.
    ScaleLimits scale() {
        return first.scaleLimitsProperty().get();
    }

    private HeatmapPane pane(String name, boolean isFirst, Executor pixels) {
        var pane = new HeatmapPane(pixels);
        pane.setId(name);
        var gesture = Gesture.in(pane);
        pane.selectedCellProperty().subscribe(cell -> {
            if (!marking) {
                cell.ifPresent(here -> model.beside().select(isFirst, here.row(), here.column(),
                        gesture.continues()));
            }
        });
        return pane;
    }

    private void show() {
        Optional<BesidePictures> pictures = model.beside().picturesProperty().get();
        link(pictures.filter(BesidePictures::alike).isPresent());
        showDifference(pictures.flatMap(BesidePictures::difference));
        pictures.ifPresentOrElse(shown -> {
            first.show(shown.a().heatmap());
            second.show(shown.b().heatmap());
            model.sidesProperty().get().ifPresent(sides -> {
                firstTitle.setText("A  " + titled(sides.nameA(), shown.a(), shown.b()));
                secondTitle.setText("B  " + titled(sides.nameB(), shown.b(), shown.a())
                        + (linked ? "" : " · " + shown.apart()));
            });
        }, () -> {
            first.clear();
            second.clear();
        });
        mark();
    }

    private static String titled(String name, BesidePicture own, BesidePicture other) {
        return own.rows().equals(other.rows()) ? name : name + " · " + own.rows().words();
    }

    private void showDifference(Optional<BesidePictures.Difference> shown) {
        third.setVisible(shown.isPresent());
        if (shown.isPresent() != differing) {
            differing = shown.isPresent();
            link(difference, differing);
        }
        shown.ifPresentOrElse(now -> difference.show(now.heatmap()), difference::clear);
    }

    private void link(boolean alike) {
        if (alike != linked) {
            linked = alike;
            link(second, alike);
        }
    }

    /// One cursor and one zoom with the first.
    private void link(HeatmapPane other, boolean alike) {
        if (alike) {
            other.hoveredCellProperty().bindBidirectional(first.hoveredCellProperty());
            other.viewportProperty().bindBidirectional(first.viewportProperty());
        } else {
            other.hoveredCellProperty().unbindBidirectional(first.hoveredCellProperty());
            other.viewportProperty().unbindBidirectional(first.viewportProperty());
        }
    }

    private void mark() {
        model.beside().picturesProperty().get().ifPresent(pictures -> {
            mark(first, pictures.a());
            mark(difference, pictures.a());
            if (pictures.selectable()) {
                mark(second, pictures.b());
            } else {
                second.markProperty().set(Mark.NONE);
            }
        });
    }

    private void mark(HeatmapPane pane, BesidePicture picture) {
        marking = true;
        Mark mark = picture.marking().apply(model.workspace().selection());
        pane.markProperty().set(mark);
        pane.selectedCellProperty().set(mark.cell().or(() -> pane.selectedCellProperty().get().filter(mark::holds)));
        marking = false;
    }
}
