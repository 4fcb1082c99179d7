package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.app.state.Workspace;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunResult;

/// What is chosen and typed for a sweep, and what there is to choose from.
final class SweepInputs {
    static final int FEWEST = 2;
    static final int MOST = 201;
    private static final int STEPS = 21;

    private final Workspace workspace;
    private final ReadOnlyObjectProperty<Optional<MadeVector>> made;
    private final ReadOnlyObjectWrapper<List<SweepSource>> sources = new ReadOnlyObjectWrapper<>(this, "sources",
            List.of());
    private final ReadOnlyObjectWrapper<Optional<SweepSource>> source = new ReadOnlyObjectWrapper<>(this, "source",
            Optional.empty());
    private final ReadOnlyObjectWrapper<List<Integer>> layers = new ReadOnlyObjectWrapper<>(this, "layers", List.of());
    private final ObjectProperty<SweepMeasure> measure = new SimpleObjectProperty<>(this, "measure",
            SweepMeasure.LOGIT_DIFFERENCE);
    private final StringProperty answer = new SimpleStringProperty(this, "answer", "");
    private final StringProperty wrong = new SimpleStringProperty(this, "wrong", "");
    private final DoubleProperty from = new SimpleDoubleProperty(this, "from", -2);
    private final DoubleProperty to = new SimpleDoubleProperty(this, "to", 2);
    private final IntegerProperty steps = new SimpleIntegerProperty(this, "steps", STEPS);
    private String likeliest = "";
    private String runnerUp = "";

    /// @param made the vector that was made last
    SweepInputs(Workspace workspace, ReadOnlyObjectProperty<Optional<MadeVector>> made) {
        this.workspace = workspace;
        this.made = made;
        workspace.steeringProperty().subscribe(_ -> offer());
        made.subscribe(_ -> offer());
        workspace.runProperty().subscribe(this::predicted);
    }

    /// The vectors to choose from.
    ReadOnlyObjectProperty<List<SweepSource>> sourcesProperty() {
        return sources.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<SweepSource>> sourceProperty() {
        return source.getReadOnlyProperty();
    }

    /// The blocks that are swept, in their order.
    ReadOnlyObjectProperty<List<Integer>> layersProperty() {
        return layers.getReadOnlyProperty();
    }

    ObjectProperty<SweepMeasure> measureProperty() {
        return measure;
    }

    /// Text of the token that the measure is about, with its leading space.
    StringProperty answerProperty() {
        return answer;
    }

    /// Text of the second token.
    StringProperty wrongProperty() {
        return wrong;
    }

    DoubleProperty fromProperty() {
        return from;
    }

    DoubleProperty toProperty() {
        return to;
    }

    /// How many coefficients.
    IntegerProperty stepsProperty() {
        return steps;
    }

    /// Chooses a vector; its layers and the reach of its slider come with it.
    void choose(SweepSource chosen) {
        boolean another = source.get().filter(before -> before.isOf(chosen.row())).isEmpty();
        source.set(Optional.of(chosen));
        if (another) {
            layers.set(chosen.layers());
            double reach = SliderRange.of(new RowEdits(chosen.row())).reaching(reach(chosen)).high();
            from.set(-reach);
            to.set(reach);
        }
    }

    private double reach(SweepSource chosen) {
        return chosen.onBoard() || chosen.layers().isEmpty()
                ? 0
                : made.get().map(vector -> vector.reach(chosen.layers().getLast())).orElse(0.0);
    }

    /// Sweeps the layers from one to another.
    void between(int first, int last) {
        layers.set(source.get().map(SweepSource::layers).orElse(List.of()).stream()
                .filter(layer -> layer >= Math.min(first, last) && layer <= Math.max(first, last)).toList());
    }

    /// What is asked; empty where there is nothing to sweep or nothing has run.
    Optional<SweepQuestion> question() {
        Optional<Prompt> prompt = workspace.runProperty().get().map(run -> new Prompt.Ids(run.provenance().ids()));
        return source.get().filter(_ -> prompt.isPresent()).map(chosen -> new SweepQuestion(chosen, layers.get(),
                SweepPicture.coefficients(from.get(), (to.get() - from.get()) / (steps.get() - 1), steps.get()),
                measure.get(), answer.get(), wrong.get(), ids(), prompt.orElseThrow(),
                workspace.lossTextsProperty().get()));
    }

    private Map<String, Integer> ids() {
        return workspace.runProperty().get().map(RunResult::top).orElse(List.of()).stream()
                .collect(Collectors.toMap(Prediction::token, Prediction::id, (likelier, _) -> likelier));
    }

    private void offer() {
        List<SweepSource> there = new ArrayList<>(workspace.steeringProperty().get().rows().stream()
                .filter(SweepSource::canBeSwept).map(row -> new SweepSource(row, true)).toList());
        Stream<SweepSource> fresh = made.get()
                .flatMap(vector -> vector.vector().flatMap(each -> vector.row(each.byLayer().firstKey()))
                        .map(row -> new RowEdits(row).named(vector.label())))
                .stream().map(row -> new SweepSource(row, false));
        fresh.filter(each -> there.stream().noneMatch(one -> each.isOf(one.row()))).forEach(there::add);
        sources.set(List.copyOf(there));
        Optional<SweepSource> same = source.get()
                .flatMap(now -> there.stream().filter(each -> now.isOf(each.row())).findFirst());
        same.or(() -> there.stream().findFirst()).ifPresentOrElse(this::choose, () -> source.set(Optional.empty()));
    }

    /// The next token now against the runner-up, unless the person typed others.
    private void predicted(Optional<RunResult> run) {
        List<Prediction> top = run.map(RunResult::top).orElse(List.of());
        String first = top.isEmpty() ? "" : top.getFirst().token();
        String second = top.size() < 2 ? "" : top.get(1).token();
        if (answer.get().equals(likeliest)) {
            answer.set(first);
        }
        if (wrong.get().equals(runnerUp)) {
            wrong.set(second);
        }
        likeliest = first;
        runnerUp = second;
    }
}
