package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;
import org.sextant.app.state.UndoHistory;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SteeringFit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

/// The sliders of the workspace, which model they fit, and the plan that comes of it. Every change can be taken back.
public final class BoardViewModel {
    private final Workspace workspace;
    private final UndoHistory<SteeringSet> history;
    private final SaeCards saes;
    private final LivePlan live;
    private final ObservableList<RowViewModel> rows = FXCollections.observableArrayList();
    private final ObservableList<RowViewModel> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyObjectWrapper<SliderRange> gainRange = new ReadOnlyObjectWrapper<>(this, "gainRange",
            SliderRange.ofGain(1));
    private final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(this, "plan",
            SteeringPlan.NONE);
    private @Nullable SteeringFit fit;

    public BoardViewModel(Workspace workspace, TaskExecutor tasks) {
        this.workspace = workspace;
        this.history = workspace.steeringHistory();
        this.saes = new SaeCards(tasks, this::refresh);
        this.live = new LivePlan(tasks);
        workspace.modelProperty().subscribe(this::modelChanged);
        workspace.steeringProperty().subscribe(_ -> refresh());
    }

    /// The rows, in their order.
    public ObservableList<RowViewModel> rows() {
        return rowsView;
    }

    /// What the open model is changed by: the rows that fit it. Without a model, nothing.
    public ReadOnlyObjectProperty<SteeringPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<SteeringSet> setProperty() {
        return workspace.steeringProperty();
    }

    ReadOnlyObjectProperty<SliderRange> gainRangeProperty() {
        return gainRange.getReadOnlyProperty();
    }

    /// Sets the gain of all rows together.
    ///
    /// @param continues whether this goes on with the gesture of the last change
    void gain(double gain, boolean continues) {
        if (gainRange.get().takes(gain)) {
            history.change(new SteeringSet(set().rows(), gain), continues);
        }
    }

    /// Puts a row below the others, in a colour that is free.
    void add(SteeringRow row) {
        List<SteeringRow> next = new ArrayList<>(set().rows());
        next.add(new RowEdits(row).coloured(RowEdits.freeColour(next)));
        change(next, false);
    }

    /// The same, with a slider that goes at least so far to either side.
    public void add(SteeringRow row, double reach) {
        add(row);
        rows.getLast().reach(reach);
    }

    /// Puts other rows in place of all.
    void replaceAll(SteeringSet set) {
        saes.forgetFailures();
        history.change(set);
    }

    /// Takes all rows away.
    public void clear() {
        history.change(SteeringSet.EMPTY);
    }

    void remove(RowViewModel row) {
        List<SteeringRow> next = new ArrayList<>(set().rows());
        next.remove(rows.indexOf(row));
        change(next, false);
    }

    void move(RowViewModel row, int places) {
        int from = rows.indexOf(row);
        int to = Math.clamp(from + (long) places, 0, rows.size() - 1);
        if (from != to) {
            List<SteeringRow> next = new ArrayList<>(set().rows());
            next.add(to, next.remove(from));
            rows.add(to, rows.remove(from));
            change(next, false);
        }
    }

    void replace(RowViewModel row, SteeringRow next, boolean continues) {
        List<SteeringRow> all = new ArrayList<>(set().rows());
        all.set(rows.indexOf(row), next);
        change(all, continues);
    }

    private void change(List<SteeringRow> next, boolean continues) {
        history.change(new SteeringSet(next, next.isEmpty() ? 1 : set().gain()), continues);
    }

    private SteeringSet set() {
        return workspace.steeringProperty().get();
    }

    private void modelChanged(Optional<OpenModel> model) {
        saes.forgetFailures();
        fit = model.map(open -> new SteeringFit(open.card(), saes::at)).orElse(null);
        refresh();
    }

    private void refresh() {
        SteeringSet set = set();
        follow(set.rows());
        gainRange.set(gainRange.get().covering(set.gain()));
        SteeringPlan next = SteeringPlan.NONE;
        List<Optional<SextantException>> problems = set.rows().stream()
                .map(_ -> Optional.<SextantException>empty()).toList();
        List<Optional<String>> notes = set.rows().stream().map(_ -> Optional.<String>empty()).toList();
        if (fit != null) {
            problems = fit.problems(set);
            next = fit.fitting(set).plan();
            notes = fit.notes(set);
        }
        for (int index = 0; index < rows.size(); index++) {
            SteeringRow row = set.rows().get(index);
            rows.get(index).show(problems.get(index), notes.get(index), !set.hears(row));
        }
        plan.set(next);
        live.tell(workspace.modelProperty().get(), next);
    }

    /// A row that stays the same, or stays in its place, keeps its view model, and with it its range and its controls.
    private void follow(List<SteeringRow> now) {
        List<RowViewModel> left = new ArrayList<>(rows);
        RowViewModel[] next = new RowViewModel[now.size()];
        IntStream.range(0, next.length).forEach(index -> left.stream()
                .filter(row -> row.rowProperty().get().row().equals(now.get(index))).findFirst().ifPresent(row -> {
                    next[index] = row;
                    left.remove(row);
                }));
        for (int index = 0; index < next.length; index++) {
            if (next[index] == null) {
                next[index] = index < rows.size() && left.remove(rows.get(index))
                        ? rows.get(index)
                        : new RowViewModel(this, now.get(index));
            }
            next[index].show(now.get(index));
        }
        if (!rows.equals(List.of(next))) {
            rows.setAll(next);
        }
    }
}
