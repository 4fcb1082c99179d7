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
import org.sextant.app.chart.Viewport;
import org.sextant.app.view.Gesture;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// The same picture of both models, with one colour scale; where cells of the one can be found in the other, by token and
/// by depth, with one cursor and one zoom too.
final class BesidePane extends StackPane {
    private final CompareViewModel model;
    private final HeatmapPane first;
    private final HeatmapPane second;
    private final Label firstTitle = CompareNodes.title("");
    private final Label secondTitle = CompareNodes.title("");
    private final HeatmapPane difference;
    private final VBox third;
    private boolean differing;
    private boolean linking;
    private boolean marking;

    BesidePane(CompareViewModel model, Executor pixels) {
        this.model = model;
        first = pane("compare-first", true, pixels);
        second = pane("compare-second", false, pixels);
        second.scaleLimitsProperty().bind(first.scaleLimitsProperty());
        difference = pane("compare-difference", true, pixels);
        third = CompareNodes.column(CompareNodes.title("B − A"), difference);
        third.managedProperty().bind(third.visibleProperty());
        third.setVisible(false);
        var states = new StatePane(new HBox(12, CompareNodes.column(firstTitle, first),
                CompareNodes.column(secondTitle, second), third));
        StateShower.follow(model.beside().stateProperty(), states, model.beside()::again);
        getChildren().setAll(states);
        setMinSize(0, 0);
        link();
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
        showDifference(pictures.flatMap(BesidePictures::difference));
        pictures.ifPresentOrElse(shown -> {
            first.show(shown.a().heatmap());
            second.show(shown.b().heatmap());
            follow(true);
            firstTitle.setText("A  " + titled(shown.of().nameA(), shown.a(), shown.b()));
            secondTitle.setText("B  " + titled(shown.of().nameB(), shown.b(), shown.a())
                    + (shown.apart().isEmpty() ? "" : " · " + shown.apart()));
        }, () -> {
            first.clear();
            second.clear();
        });
        mark();
    }

    /// With what its rows are parts of, where those of the other are parts of something else.
    private static String titled(String name, BesidePicture own, BesidePicture other) {
        return own.rows() instanceof BesideAxis.Parts parts && !parts.words().isEmpty()
                && !own.rows().relates(other.rows()) ? name + " · " + parts.words() : name;
    }

    private void showDifference(Optional<BesidePictures.Difference> shown) {
        third.setVisible(shown.isPresent());
        if (shown.isPresent() != differing) {
            differing = shown.isPresent();
            if (differing) {
                difference.hoveredCellProperty().bindBidirectional(first.hoveredCellProperty());
                difference.viewportProperty().bindBidirectional(first.viewportProperty());
            } else {
                difference.hoveredCellProperty().unbindBidirectional(first.hoveredCellProperty());
                difference.viewportProperty().unbindBidirectional(first.viewportProperty());
            }
        }
        shown.ifPresentOrElse(now -> difference.show(now.heatmap()), difference::clear);
    }

    /// One cursor and one zoom, where cells of the one can be found in the other.
    private void link() {
        first.hoveredCellProperty().subscribe(_ -> point(true));
        second.hoveredCellProperty().subscribe(_ -> point(false));
        first.viewportProperty().subscribe(_ -> follow(true));
        second.viewportProperty().subscribe(_ -> follow(false));
    }

    private void point(boolean byFirst) {
        following(byFirst, (pictures, from, to) -> to.hoveredCellProperty()
                .set(from.hoveredCellProperty().get().flatMap(cell -> pictures.counterpart(byFirst, cell))));
    }

    private void follow(boolean byFirst) {
        following(byFirst, (pictures, from, to) -> {
            Viewport other = to.viewportProperty().get();
            to.viewportProperty().set(from.viewportProperty().get().over(other.rows(), other.columns(), other.width(),
                    other.height()));
        });
    }

    @FunctionalInterface
    private interface Following {
        void follow(BesidePictures pictures, HeatmapPane from, HeatmapPane to);
    }

    private void following(boolean byFirst, Following what) {
        if (!linking) {
            linking = true;
            try {
                model.beside().picturesProperty().get().filter(BesidePictures::related).ifPresent(
                        pictures -> what.follow(pictures, byFirst ? first : second, byFirst ? second : first));
            } finally {
                linking = false;
            }
        }
    }

    private void mark() {
        model.beside().picturesProperty().get().ifPresent(pictures -> {
            Mark own = pictures.a().marking().apply(model.workspace().selection());
            mark(first, own);
            mark(difference, own);
            mark(second, pictures.markOfSecond(model.workspace().selection()));
        });
    }

    private void mark(HeatmapPane pane, Mark mark) {
        marking = true;
        pane.markProperty().set(mark);
        pane.selectedCellProperty().set(mark.cell().or(() -> pane.selectedCellProperty().get().filter(mark::holds)));
        marking = false;
    }
}
