package org.sextant.app.compare;

import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

import org.sextant.app.chart.Cell;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;

/// The same picture of both models. Lives on the UI thread.
final class BesideViewModel {
    private final ComparedSource source;
    private final PairAnswer<BesidePictures> answer;
    private final ObjectProperty<BesideKind> kind = new SimpleObjectProperty<>(this, "kind", BesideKind.STATISTIC);
    private final StatisticBeside statistic = new StatisticBeside();
    private final LensBeside lens = new LensBeside();
    private final AttentionBeside attention;
    private final FeaturesBeside features;
    private final Map<BesideKind, BesideDrawing> drawings;
    private final BooleanProperty subtracting = new SimpleBooleanProperty(this, "subtracting", true);
    private final ReadOnlyObjectWrapper<Optional<BesidePictures>> pictures = new ReadOnlyObjectWrapper<>(this,
            "pictures", Optional.empty());
    private boolean active;

    /// What the answer depends on.
    private record Question(ComparedSides sides, BesideKind kind, Object chosen) {}

    BesideViewModel(ComparedSource source) {
        this.source = source;
        answer = new PairAnswer<>("Drawing both", "compare.pictures", source.tasks());
        attention = new AttentionBeside(source);
        features = new FeaturesBeside(source);
        drawings = Map.of(BesideKind.STATISTIC, statistic, BesideKind.LENS, lens, BesideKind.ATTENTION, attention,
                BesideKind.ROUTING, RoutingBeside.TOKENS, BesideKind.EXPERTS, RoutingBeside.EXPERTS,
                BesideKind.ATTRIBUTION, new AttributionBeside(source),
                BesideKind.FEATURES, features);
        answer.valueProperty().subscribe(_ -> show());
        subtracting.subscribe(_ -> show());
        source.sides().subscribe(_ -> refresh());
        kind.subscribe(_ -> look());
        drawings.forEach((drawn, drawing) -> {
            InvalidationListener chosen = _ -> {
                if (kind.get() == drawn) {
                    refresh();
                }
            };
            for (Observable choice : drawing.choices()) {
                choice.addListener(chosen);
            }
        });
    }

    ObjectProperty<BesideKind> kindProperty() {
        return kind;
    }

    StatisticBeside statistic() {
        return statistic;
    }

    LensBeside lens() {
        return lens;
    }

    AttentionBeside attention() {
        return attention;
    }

    FeaturesBeside features() {
        return features;
    }

    /// Whether the one less the other is shown, where that is a picture.
    BooleanProperty subtractingProperty() {
        return subtracting;
    }

    /// Whether there is such a picture.
    ObservableValue<Boolean> subtractableProperty() {
        return answer.valueProperty().map(now -> now.flatMap(BesidePictures::difference).isPresent());
    }

    ReadOnlyObjectProperty<Optional<BesidePictures>> picturesProperty() {
        return pictures.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    void setActive(boolean looked) {
        active = looked;
        look();
    }

    /// Asks again what failed or was cancelled.
    void again() {
        answer.drop();
        look();
    }

    private void look() {
        drawings.forEach((drawn, drawing) -> drawing.setLooked(active && kind.get() == drawn));
        refresh();
    }

    /// Selects a cell of one of the pictures, as far as the first model has it.
    ///
    /// @param continues whether the history remembers where this gesture began
    void select(boolean first, int row, int column, boolean continues) {
        Workspace workspace = source.workspace();
        picturesProperty().get()
                .flatMap(pictures -> pictures.select(first, workspace.selection(), new Cell(row, column)))
                .ifPresent(there -> {
                    if (continues) {
                        workspace.moveSelection(there);
                    } else {
                        workspace.select(there);
                    }
                });
    }

    private void show() {
        pictures.set(answer.valueProperty().get()
                .map(now -> subtracting.get() ? now : now.withoutDifference()));
    }

    private void refresh() {
        Optional<ComparedSides> sides = source.sides().get();
        if (sides.isEmpty()) {
            answer.clear(PaneState.NOTHING_RUN);
            return;
        }
        if (!active) {
            answer.drop();
            return;
        }
        BesideDrawing drawing = drawings.get(kind.get());
        Optional<PaneState> refusal = drawing.refusal(sides.get());
        if (refusal.isPresent()) {
            answer.clear(refusal.get());
        } else {
            answer.ask(new Question(sides.get(), kind.get(), drawing.chosen()), drawing.job(sides.get()));
        }
    }
}
