package org.sextant.app.steering;

import java.nio.file.Path;
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

import org.sextant.app.state.Workspace;
import org.sextant.app.steering.VectorMethod.Source;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.Problem;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.DeriveVectorRequest;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.FeatureVectorRequest;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.OpenModel;

/// Makes steering vectors from lists of prompts, from other vectors or from features, tells how good they are, and hands
/// them on.
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
    private final CombineInputs combine;
    private final FeatureInputs feature;
    private final ReadPreview preview;
    private final VectorStore store;
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
        inputs = new VectorInputs(context.workspace());
        combine = new CombineInputs(context.workspace());
        feature = new FeatureInputs(context.tasks());
        preview = new ReadPreview(context.workspace(), inputs, context.tasks());
        store = new VectorStore(inputs, combine, feature, context.tasks(), context.errors());
        workspace().modelProperty().subscribe((before, now) -> forget());
        workspace().modelProperty().subscribe(store::look);
    }

    VectorInputs inputs() {
        return inputs;
    }

    /// What is put together where the method is a combination.
    CombineInputs combine() {
        return combine;
    }

    /// Which feature is taken where the method is an SAE's feature.
    FeatureInputs feature() {
        return feature;
    }

    /// Which tokens would be read.
    ReadPreview preview() {
        return preview;
    }

    VectorStore store() {
        return store;
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
        int count = made.get().map(one -> one.prompts().size()).orElse(0);
        if (place >= 0 && place < count) {
            prompt.set(OptionalInt.of(place));
        }
    }

    /// Asks for the vector, or says what is missing.
    void derive() {
        Optional<Problem> problem = problem();
        if (problem.isPresent()) {
            deriving.cancel();
            state.set(missing(problem.get()));
        } else {
            workspace().modelProperty().get().ifPresent(this::ask);
        }
    }

    private Optional<Problem> problem() {
        return switch (inputs.methodProperty().get().source()) {
            case LISTS -> inputs.question().problem();
            case VECTORS -> combine.question(inputs.layersProperty().get()).problem();
            case SAE -> feature.request().isPresent()
                    ? Optional.empty()
                    : Optional.of(Problem.warning("No SAE is chosen", "",
                            "Choose one at the left, or the folder of another."));
        };
    }

    void cancel() {
        deriving.cancel();
    }

    private void ask(OpenModel model) {
        VectorMethod method = inputs.methodProperty().get();
        if (method.source() == Source.VECTORS) {
            CombineQuestion question = combine.question(inputs.layersProperty().get());
            start(BackgroundTask.working("Combining vectors", question::combined), Function.identity(), this::cannot);
        } else if (method.source() == Source.SAE) {
            FeatureVectorRequest request = feature.request().orElseThrow();
            start("Taking a feature", () -> model.submit(request), MadeVector.Plain::of, this::cannot);
        } else {
            ask(inputs.question(), model);
        }
    }

    private void ask(VectorQuestion question, OpenModel model) {
        switch (question.method()) {
            case REFUSAL -> start("Seeking the refusal direction", () -> model.submit(question.refusalDirection()),
                    found -> new MadeVector.Refusal(question, found), this::cannot);
            case LEARNT -> start("Learning a direction", () -> model.submit(question.learntDirection()),
                    result -> new MadeVector.Learnt(question, result), this::cannot);
            default -> derive(question, model, true);
        }
    }

    /// A method that is compared may need other prompts than the one that was asked for, which then goes without.
    private void derive(VectorQuestion question, OpenModel model, boolean comparing) {
        start("Deriving a vector",
                () -> model.submit(comparing ? question.derivation() : alone(question.derivation())),
                (DerivedVector derived) -> new MadeVector.Derived(question, derived), failure -> {
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
        start(BackgroundTask.asking(title, job), result, failed);
    }

    private <R> void start(BackgroundTask<R> task, Function<? super R, ? extends MadeVector> result,
            Consumer<SextantException> failed) {
        deriving.start(task.lane(LANE).onSuccess(answer -> show(result.apply(answer))).onFailure(failed)
                .onEnd(this::ended), context.tasks());
        derivingProperty().get().ifPresent(running -> state.set(new PaneState.Computing(running)));
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
        layer.set(next.best());
        if (!next.prompts().isEmpty()) {
            prompt.set(OptionalInt.of(0));
        }
        combine.remember(next);
        state.set(new PaneState.Result());
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
        made.get().flatMap(MadeVector::vector).ifPresent(vector -> store.save(vector, file, saved));
    }

    private Workspace workspace() {
        return context.workspace();
    }
}
