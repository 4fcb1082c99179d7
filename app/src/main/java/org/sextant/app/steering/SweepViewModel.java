package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.chart.Cell;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.Problem;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SweepResult;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

/// A vector at every layer and coefficient: asks for it, shows where the slider stands in it, and sets the slider.
final class SweepViewModel {
    private static final PaneState NO_VECTOR = new PaneState.Empty("There is no vector to sweep",
            "Add one to the sliders below, or make one from two lists of prompts.");
    private static final PaneState NOTHING_SWEPT = new PaneState.Empty("Nothing has been swept",
            "Choose a vector and what to look at, then press Sweep.");
    private static final String LANE = "steering.sweep";

    private final ViewContext context;
    private final SweepInputs inputs;
    private final TaskSlot sweeping = new TaskSlot();
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state", NO_VECTOR);
    private final ReadOnlyObjectWrapper<Optional<Swept>> swept = new ReadOnlyObjectWrapper<>(this, "swept",
            Optional.empty());
    private final ReadOnlyObjectWrapper<List<Cell>> standing = new ReadOnlyObjectWrapper<>(this, "standing", List.of());

    /// A sweep that was made.
    ///
    /// @param question what was asked
    record Swept(SweepQuestion question, SweepPicture picture) {}

    /// @param made the vector that was made last
    SweepViewModel(ViewContext context, ReadOnlyObjectProperty<Optional<MadeVector>> made) {
        this.context = context;
        this.inputs = new SweepInputs(context.workspace(), made);
        workspace().modelProperty().subscribe(_ -> forget());
        workspace().steeringProperty().subscribe(_ -> follow());
        inputs.sourceProperty().subscribe(_ -> rest());
    }

    SweepInputs inputs() {
        return inputs;
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The newest sweep on the open model.
    ReadOnlyObjectProperty<Optional<Swept>> sweptProperty() {
        return swept.getReadOnlyProperty();
    }

    /// The cells where the slider of the swept vector stands now, one a layer where it acts.
    ReadOnlyObjectProperty<List<Cell>> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> sweepingProperty() {
        return sweeping.currentProperty();
    }

    /// Makes the first sweep of the first vector by itself, where all that it needs is there.
    void begin() {
        boolean ready = inputs.question().filter(question -> question.problem().isEmpty()).isPresent();
        if (ready && state.get() instanceof PaneState.Empty) {
            sweep();
        }
    }

    /// Asks for the sweep, or says what is missing.
    void sweep() {
        Optional<OpenModel> model = workspace().modelProperty().get();
        Optional<SweepQuestion> question = inputs.question();
        Optional<Problem> problem = question.flatMap(SweepQuestion::problem);
        if (problem.isPresent()) {
            sweeping.cancel();
            state.set(new PaneState.Empty(problem.get().what(), problem.get().remedy()));
        } else if (model.isPresent() && question.isPresent()) {
            ask(question.get(), model.get());
        }
    }

    private void ask(SweepQuestion question, OpenModel model) {
        sweeping.start(BackgroundTask.<SweepResult>asking("Sweeping " + question.source().row().name(),
                () -> model.submit(question.request(model))).lane(LANE)
                .onSuccess(result -> show(new Swept(question, question.picture(result))))
                .onFailure(this::cannot).onEnd(this::ended), context.tasks());
        sweepingProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
    }

    private void show(Swept next) {
        swept.set(Optional.of(next));
        state.set(new PaneState.Result());
        follow();
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    /// After a cancel there is what was there before.
    private void ended() {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone()) {
            state.set(swept.get().isPresent() ? new PaneState.Result() : new PaneState.Cancelled());
        }
    }

    private void forget() {
        sweeping.cancel();
        swept.set(Optional.empty());
        state.set(NO_VECTOR);
        rest();
        follow();
    }

    /// While there is no picture: what to do.
    private void rest() {
        if (swept.get().isEmpty() && state.get() instanceof PaneState.Empty) {
            state.set(inputs.sourceProperty().get().isPresent() ? NOTHING_SWEPT : NO_VECTOR);
        }
    }

    /// Sets the slider to what a cell shows: its layer, its coefficient, and what was done with the vector there. A
    /// vector that has no slider gets one. One step to take back.
    void set(Cell cell) {
        swept.get().ifPresent(shown -> {
            int layer = shown.picture().result().layers().get(cell.row());
            double coefficient = shown.picture().result().coefficients().get(cell.column());
            SweepSource source = shown.question().source();
            List<SteeringRow> rows = new ArrayList<>(set().rows());
            OptionalInt place = place(source);
            SteeringRow before = place.isPresent() ? rows.get(place.getAsInt()) : source.row();
            SteeringRow there = new RowEdits(new RowEdits(before.at(coefficient)).doing(source.operation()))
                    .where(new RowEdits(source.row()).positions().orElseThrow());
            SteeringRow next = new RowEdits(there).between(layer, layer);
            if (place.isPresent()) {
                rows.set(place.getAsInt(), next);
                workspace().steeringHistory().change(new SteeringSet(rows, set().gain()));
            } else {
                context.sliders().add(next, Math.abs(coefficient));
            }
        });
    }

    private void follow() {
        standing.set(swept.get().map(this::standing).orElse(List.of()));
    }

    private List<Cell> standing(Swept shown) {
        OptionalInt place = place(shown.question().source());
        if (place.isEmpty()) {
            return List.of();
        }
        RowEdits row = new RowEdits(set().rows().get(place.getAsInt()));
        OptionalInt column = shown.picture().column(row.value());
        List<Integer> layers = shown.picture().result().layers();
        boolean comparable = row.operation().equals(Optional.of(shown.question().source().operation()));
        return column.isEmpty() || !comparable
                ? List.of()
                : row.activeLayers().stream().map(layers::indexOf).filter(at -> at >= 0)
                        .map(at -> new Cell(at, column.getAsInt())).toList();
    }

    /// Which slider is about the vector.
    private OptionalInt place(SweepSource source) {
        return IntStream.range(0, set().rows().size()).filter(i -> source.isOf(set().rows().get(i))).findFirst();
    }

    private SteeringSet set() {
        return workspace().steeringProperty().get();
    }

    private Workspace workspace() {
        return context.workspace();
    }
}
