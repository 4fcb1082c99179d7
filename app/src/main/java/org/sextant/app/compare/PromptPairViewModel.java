package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.chart.Mark;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.compare.PromptPicture.LayerMeasure;
import org.sextant.app.compare.PromptPicture.Measure;
import org.sextant.app.state.Selection;
import org.sextant.app.state.SiteName;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.ComparePromptRequest;
import org.sextant.runtime.session.ComparePromptResult;
import org.sextant.runtime.session.LayerPair;
import org.sextant.runtime.session.PositionDifference;

/// Both models on the prompt that ran: by position, and by layer and position. Lives on the UI thread.
final class PromptPairViewModel {
    static final int CANDIDATES = 10;

    private final ComparedSource source;
    private final PairAnswer<DrawnPrompt> answer;
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(this, "measure", Measure.DIVERGENCE);
    private final ObjectProperty<LayerMeasure> layerMeasure = new SimpleObjectProperty<>(this, "layerMeasure",
            LayerMeasure.DISTANCE);
    private final ReadOnlyObjectWrapper<Optional<PromptPicture>> picture = new ReadOnlyObjectWrapper<>(this, "picture",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> layerState = new ReadOnlyObjectWrapper<>(this, "layerState",
            PaneState.NOTHING_RUN);
    private final ReadOnlyObjectWrapper<Optional<PositionDifference>> selected = new ReadOnlyObjectWrapper<>(this,
            "selected", Optional.empty());
    private boolean active;

    PromptPairViewModel(ComparedSource source) {
        this.source = source;
        answer = new PairAnswer<>("Comparing on the prompt", "compare.prompt", source.tasks());
        picture.bind(answer.valueProperty().map(drawn -> drawn.map(DrawnPrompt::picture)));
        layerState.bind(Bindings.createObjectBinding(this::stateOfLayers, answer.stateProperty(), layerMeasure,
                picture));
        selected.bind(Bindings.createObjectBinding(this::atSelection, picture,
                source.workspace().selectionProperty()));
        source.sides().subscribe(_ -> refresh());
    }

    /// The newest picture; stays while the next is computed.
    ReadOnlyObjectProperty<Optional<PromptPicture>> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /// What is shown of the picture by position.
    Optional<PointsFigure> curve() {
        return answer.valueProperty().get().map(drawn -> drawn.figure(shownMeasure()));
    }

    /// Both readings, token by token.
    List<AlignedToken> readings() {
        return answer.valueProperty().get().map(DrawnPrompt::readings).orElse(List.of());
    }

    /// The picture, where it is of what is compared now.
    Optional<PromptPicture> current() {
        return pictureProperty().get().filter(_ -> source.sides().get().filter(answer::answers).isPresent());
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    /// The same, and why there is no cosine.
    ReadOnlyObjectProperty<PaneState> layerStateProperty() {
        return layerState.getReadOnlyProperty();
    }

    ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    ObjectProperty<LayerMeasure> layerMeasureProperty() {
        return layerMeasure;
    }

    /// What both predict at the selected token; empty where none is selected or it has no partner.
    ReadOnlyObjectProperty<Optional<PositionDifference>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// Whether every position has a partner and every divergence is there, so that notes are about layers alone.
    boolean isComparedWhole() {
        return pictureProperty().get().filter(picture -> picture.hasDivergence()
                && picture.result().alignment().identity()).isPresent();
    }

    /// What can be shown of what was chosen: without one vocabulary there are ranks alone.
    Measure shownMeasure() {
        return pictureProperty().get().filter(picture -> !picture.hasDivergence()).map(_ -> Measure.RANKS)
                .orElse(measure.get());
    }

    void setActive(boolean looked) {
        active = looked;
        refresh();
    }

    /// Asks again what failed or was cancelled.
    void again() {
        answer.drop();
        refresh();
    }

    private void refresh() {
        Optional<ComparedSides> sides = source.sides().get();
        if (sides.isEmpty()) {
            answer.clear(PaneState.NOTHING_RUN);
        } else if (active) {
            ask(sides.get());
        } else {
            answer.drop();
        }
    }

    private void ask(ComparedSides of) {
        answer.ask(of, source.<ComparePromptResult, DrawnPrompt>asking("prompt", of,
                prompt -> new ComparePromptRequest(prompt, of.sideA(), of.sideB(), CANDIDATES),
                result -> DrawnPrompt.of(new PromptPicture(result, of.nameA(), of.nameB()))));
    }

    private PaneState stateOfLayers() {
        Optional<PromptPicture> picture = pictureProperty().get();
        boolean refused = stateProperty().get() instanceof PaneState.Result
                && layerMeasure.get() != LayerMeasure.NORM_RATIO
                && picture.filter(shown -> !shown.hasCosine()).isPresent();
        if (!refused) {
            return stateProperty().get();
        }
        LayerPair layer = picture.orElseThrow().result().layers().getFirst();
        return new PaneState.Empty("These layers have different widths, so there is no cosine",
                layer.siteA() + " has " + layer.widthA() + " numbers a token, " + layer.siteB() + " of the other model "
                        + layer.widthB()
                        + ". Look at the norm ratio, or at Similarity, which holds layers of any width against each"
                        + " other.");
    }

    private Optional<PositionDifference> atSelection() {
        OptionalInt token = source.workspace().selection().token();
        return pictureProperty().get().filter(_ -> token.isPresent()).flatMap(picture -> picture.result().positions()
                .stream().filter(position -> position.a() == token.getAsInt()).findFirst());
    }

    /// The selected pair of positions, by its number.
    OptionalInt selectedPair() {
        OptionalInt token = source.workspace().selection().token();
        List<PositionDifference> positions = pictureProperty().get().map(picture -> picture.result().positions())
                .orElse(List.of());
        return token.isEmpty()
                ? token
                : IntStream.range(0, positions.size()).filter(pair -> positions.get(pair).a() == token.getAsInt())
                        .findFirst();
    }

    /// Selects a position of the first model.
    void selectToken(int position) {
        Workspace workspace = source.workspace();
        workspace.select(workspace.selection().withToken(position));
    }

    /// Selects a pair of positions by its number.
    void selectPair(int pair) {
        pictureProperty().get().ifPresent(picture -> selectToken(picture.result().positions().get(pair).a()));
    }

    /// Selects a cell of the layers' picture.
    ///
    /// @param continues whether the history remembers where this gesture began
    void selectCell(int row, int column, boolean continues) {
        pictureProperty().get().ifPresent(picture -> {
            Workspace workspace = source.workspace();
            Selection there = SiteName.selected(
                    workspace.selection().withToken(picture.result().alignment().pairs().get(column).a()),
                    picture.result().layers().get(row).siteA());
            if (continues) {
                workspace.moveSelection(there);
            } else {
                workspace.select(there);
            }
        });
    }

    /// Where the layers' picture shows the shared selection.
    Mark mark() {
        Selection selection = source.workspace().selection();
        List<LayerPair> layers = pictureProperty().get().map(picture -> picture.result().layers()).orElse(List.of());
        OptionalInt exact = row(layers, selection.site());
        OptionalInt row = exact.isPresent() || selection.layer().isEmpty()
                ? exact
                : row(layers, "blocks." + selection.layer().getAsInt() + ".hook_resid_post");
        return new Mark(row, selectedPair());
    }

    private static OptionalInt row(List<LayerPair> layers, String site) {
        return IntStream.range(0, layers.size()).filter(index -> layers.get(index).siteA().equals(site)).findFirst();
    }
}
