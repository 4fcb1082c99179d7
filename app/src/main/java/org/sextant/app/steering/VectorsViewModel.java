package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.PromptFile;
import org.sextant.app.state.Workspace;
import org.sextant.app.steering.VectorInputs.Side;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.Problem;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.DeriveVectorRequest;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RefusalDirection.Candidate;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// Makes steering vectors from two lists of prompts, tells how good they are, and hands them on.
final class VectorsViewModel {
    private static final PaneState NOTHING_MADE = new PaneState.Empty("No vector has been made",
            "Write or open two lists of prompts at the left, then press Derive.");
    private static final String LANE = "steering.derive";

    /// What the chart over the layers shows.
    enum Measure {
        AUROC("AUROC", "Chance that a positive prompt lies above a negative one: 0.5 tells nothing"),
        DISTANCE("Cohen's d", "Distance of the two means, in pooled standard deviations"),
        VARIANCE("Variance", "Share of the variance that lies along the direction"),
        NORM("Length", "Length of the direction, in units of the activations");

        private final String title;
        private final String description;

        Measure(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }

        double of(DerivedVector.Layer layer) {
            return switch (this) {
                case AUROC -> layer.separation().auroc();
                case DISTANCE -> layer.separation().distance();
                case VARIANCE -> layer.explainedVariance();
                case NORM -> layer.norm();
            };
        }
    }

    private final ViewContext context;
    private final VectorInputs inputs;
    private final TaskSlot deriving = new TaskSlot();
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state", NOTHING_MADE);
    private final ReadOnlyObjectWrapper<Optional<MadeVector>> made = new ReadOnlyObjectWrapper<>(this, "made",
            Optional.empty());
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(this, "measure", Measure.AUROC);
    private final ReadOnlyObjectWrapper<OptionalInt> layer = new ReadOnlyObjectWrapper<>(this, "layer",
            OptionalInt.empty());
    private final ReadOnlyObjectWrapper<OptionalInt> prompt = new ReadOnlyObjectWrapper<>(this, "prompt",
            OptionalInt.empty());

    VectorsViewModel(ViewContext context) {
        this.context = context;
        this.inputs = new VectorInputs(context.workspace());
        workspace().modelProperty().subscribe((before, now) -> forget());
    }

    VectorInputs inputs() {
        return inputs;
    }

    /// What the pane of the result has to say.
    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The newest vector of the open model.
    ReadOnlyObjectProperty<Optional<MadeVector>> madeProperty() {
        return made.getReadOnlyProperty();
    }

    /// What the chart over the layers shows.
    ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    /// The layer that is looked at and put on the board.
    ReadOnlyObjectProperty<OptionalInt> layerProperty() {
        return layer.getReadOnlyProperty();
    }

    /// Which of the prompts is looked at, by its place among all.
    ReadOnlyObjectProperty<OptionalInt> promptProperty() {
        return prompt.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> derivingProperty() {
        return deriving.currentProperty();
    }

    void selectLayer(int number) {
        boolean there = made.get().flatMap(MadeVector::vector).filter(vector -> vector.byLayer().containsKey(number))
                .isPresent();
        if (there) {
            layer.set(OptionalInt.of(number));
        }
    }

    void selectPrompt(int place) {
        if (made.get().orElse(null) instanceof MadeVector.Derived one && place >= 0
                && place < one.derived().prompts().size()) {
            prompt.set(OptionalInt.of(place));
        }
    }

    /// Asks for the vector, or says what is missing.
    void derive() {
        VectorQuestion question = inputs.question();
        Optional<Problem> problem = question.problem();
        Optional<OpenModel> model = workspace().modelProperty().get();
        if (problem.isPresent()) {
            deriving.cancel();
            state.set(missing(problem.get()));
        } else if (model.isPresent()) {
            ask(question, model.get());
        }
    }

    void cancel() {
        deriving.cancel();
    }

    private void ask(VectorQuestion question, OpenModel model) {
        if (question.method() == VectorMethod.REFUSAL) {
            start("Seeking the refusal direction", () -> model.submit(question.refusalDirection()),
                    found -> new MadeVector.Refusal(question, found), this::cannot);
        } else {
            derive(question, model, true);
        }
    }

    /// A method that is compared may need other prompts than the one that was asked for, which then goes without.
    private void derive(VectorQuestion question, OpenModel model, boolean comparing) {
        start("Deriving a vector", () -> {
            DeriveVectorRequest request = question.derivation(model.card().layers());
            return model.submit(comparing ? request : alone(request));
        }, derived -> new MadeVector.Derived(question, derived), failure -> {
            if (comparing) {
                derive(question, model, false);
            } else {
                cannot(failure);
            }
        });
    }

    private static DeriveVectorRequest alone(DeriveVectorRequest request) {
        return new DeriveVectorRequest(request.positive(), request.negative(), request.heldOut(), request.method(),
                request.site(), request.layers(), request.position(), List.of());
    }

    private <R> void start(String title, Supplier<Job<R>> job, Function<R, MadeVector> result,
            Consumer<SextantException> failed) {
        deriving.start(BackgroundTask.asking(title, job).lane(LANE).onSuccess(answer -> show(result.apply(answer)))
                .onFailure(failed).onEnd(this::ended), context.tasks());
        derivingProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
    }

    /// After a cancel there is what was there before.
    private void ended() {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone()) {
            state.set(made.get().isPresent() ? new PaneState.Result() : new PaneState.Cancelled());
        }
    }

    private void show(MadeVector next) {
        prompt.set(OptionalInt.empty());
        layer.set(OptionalInt.empty());
        made.set(Optional.of(next));
        layer.set(best(next));
        if (next instanceof MadeVector.Derived) {
            prompt.set(OptionalInt.of(0));
        }
        state.set(new PaneState.Result());
    }

    /// The layer that keeps the classes farthest apart; of refusing, the chosen one.
    private static OptionalInt best(MadeVector made) {
        return switch (made) {
            case MadeVector.Derived(var _, DerivedVector derived) -> derived.layers().stream()
                    .max(Comparator.comparingDouble((DerivedVector.Layer each) -> each.separation().auroc())
                            .thenComparingDouble(each -> finite(each.separation().distance())))
                    .map(each -> OptionalInt.of(each.layer())).orElse(OptionalInt.empty());
            case MadeVector.Refusal(var _, var found) ->
                found.chosen().map(Candidate::layer).map(OptionalInt::of).orElse(OptionalInt.empty());
        };
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    /// What the person has yet to give.
    private static PaneState missing(Problem problem) {
        return new PaneState.Empty(problem.what(),
                problem.where().isEmpty() ? problem.remedy() : problem.where() + ". " + problem.remedy());
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    private void forget() {
        deriving.cancel();
        prompt.set(OptionalInt.empty());
        layer.set(OptionalInt.empty());
        made.set(Optional.empty());
        state.set(NOTHING_MADE);
    }

    /// Puts the vector on the board, at the layer that is looked at.
    void putOnBoard() {
        made.get().filter(_ -> layer.get().isPresent()).ifPresent(vector -> {
            int at = layer.get().getAsInt();
            vector.row(at).ifPresent(row -> context.sliders().add(row, vector.reach(at)));
        });
    }

    /// Writes the vector in the format that the ending says, and tells what other programs would make of it.
    void save(Path file, Consumer<Path> saved) {
        Optional<SteeringVector> vector = made.get().flatMap(MadeVector::vector);
        vector.ifPresent(directions -> BackgroundTask.working("Saving the vector", () -> {
            VectorFile.write(directions, file);
            return VectorFile.cautions(directions, file);
        }).onSuccess(cautions -> {
            saved.accept(file);
            if (!cautions.isEmpty()) {
                context.errors().show(Problem.warning("Other programs may read this file otherwise", file.toString(),
                        String.join(" ", cautions)));
            }
        }).startWith(context.tasks()));
    }

    /// Takes a file of prompts for one of the lists.
    void load(Side side, Path file) {
        BackgroundTask.working("Reading prompts", () -> String.join("\n", PromptFile.lines(file)))
                .onSuccess(inputs.text(side)::set).startWith(context.tasks());
    }

    private Workspace workspace() {
        return context.workspace();
    }
}
