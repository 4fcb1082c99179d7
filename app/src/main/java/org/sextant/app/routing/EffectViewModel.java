package org.sextant.app.routing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.app.steering.ExpertRows;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.PlanEffectResult;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringSet;

/// What changes do: tries plans on requests, questions and texts beside the unsteered model. Lives on the UI thread.
final class EffectViewModel {
    /// The plan of the sliders, as it is called among the others.
    static final String BOARD = "board";
    private static final PaneState NOTHING = new PaneState.Empty("No plan has been tried",
            "Choose plans, and requests, questions or texts to try them on, at the left; then press Run.");
    private static final PaneState.Empty NO_PLAN = new PaneState.Empty("No plan is chosen",
            "Put a slider on the board, or compare two lists under Resonance and choose plans from it.");
    private static final PaneState.Empty NO_MATERIAL = new PaneState.Empty("There is nothing to try plans on",
            "Write requests, open questions, or measure the loss on texts.");

    private final ViewContext context;
    private final ResonanceViewModel resonance;
    private final ExpertRows rows;
    private final EffectInputs inputs = new EffectInputs();
    private final EffectExamples examples;
    private final TaskSlot asking = new TaskSlot();
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state", NOTHING);
    private final ReadOnlyObjectWrapper<Optional<Tried>> shown = new ReadOnlyObjectWrapper<>(this, "shown",
            Optional.empty());
    private final ObjectProperty<EffectMeasure> measure = new SimpleObjectProperty<>(this, "measure",
            EffectMeasure.REFUSED);
    private final IntegerProperty arm = new SimpleIntegerProperty(this, "arm");
    private final ObjectProperty<EffectResponse.Shown> listed = new SimpleObjectProperty<>(this, "listed",
            EffectResponse.Shown.ALL);
    private final StringProperty find = new SimpleStringProperty(this, "find", "");
    private boolean beginning;

    /// What came of it.
    ///
    /// @param arms the plans, without the unsteered model
    /// @param board the sliders then
    record Tried(EffectPicture picture, List<Arm> arms, SteeringSet board) {}

    /// What is about to be asked.
    private record Prepared(EffectQuestion question, SteeringSet board) {}

    EffectViewModel(ViewContext context, ResonanceViewModel resonance) {
        this.context = context;
        this.resonance = resonance;
        rows = new ExpertRows(context.workspace());
        examples = new EffectExamples(context, inputs);
        context.workspace().modelProperty().subscribe(model -> {
            inputs.follow(model);
            forget();
        });
        resonance.shownProperty().subscribe(_ -> goOn());
    }

    EffectInputs inputs() {
        return inputs;
    }

    EffectExamples examples() {
        return examples;
    }

    ViewContext context() {
        return context;
    }

    ResonanceViewModel resonance() {
        return resonance;
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> askingProperty() {
        return asking.currentProperty();
    }

    ReadOnlyObjectProperty<Optional<Tried>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// What the picture shows.
    ObjectProperty<EffectMeasure> measureProperty() {
        return measure;
    }

    /// The plan that is looked at, by its row; 0 is the unsteered model.
    IntegerProperty armProperty() {
        return arm;
    }

    /// Which responses are listed.
    ObjectProperty<EffectResponse.Shown> listedProperty() {
        return listed;
    }

    /// What listed responses hold.
    StringProperty findProperty() {
        return find;
    }

    /// The responses that are looked for, under the plan that is looked at.
    List<EffectResponse> responses() {
        return shown.get().map(now -> EffectResponse.of(now.picture().result(), arm.get()).stream()
                .filter(listed.get()::fits).filter(response -> response.holds(find.get())).toList()).orElse(List.of());
    }

    /// A demo model with experts begins with bundled requests and questions, and with plans from its resonance.
    void begin() {
        boolean untouched = inputs.requestsProperty().get().isBlank()
                && inputs.questionsProperty().get().isEmpty() && shown.get().isEmpty();
        if (untouched && examples.exist() && inputs.canConverseProperty().get()
                && context.workspace().modelProperty().get()
                        .flatMap(open -> open.card().experts()).isPresent()) {
            examples.takeAll(() -> {
                beginning = true;
                goOn();
            });
        }
    }

    private void goOn() {
        if (beginning && resonance.shownProperty().get().isPresent()) {
            beginning = false;
            run();
        }
    }

    /// Tries the chosen plans, or says what is missing.
    void run() {
        Optional<OpenModel> model = context.workspace().modelProperty().get();
        if (model.isEmpty()) {
            say(PaneState.NOTHING_OPEN);
            return;
        }
        OpenModel open = model.get();
        SteeringSet board = context.workspace().steeringProperty().get();
        asking.start(BackgroundTask.working("Making plans", question(board)).lane("routing.effect.plans")
                .onSuccess(made -> ask(open, made)).onFailure(this::cannot).onEnd(this::ended), context.tasks());
        computing();
    }

    /// Reads what is chosen now; plans and lists are made when it is called.
    private Callable<Prepared> question(SteeringSet board) {
        Optional<EffectArms> experts = experts();
        EffectArms.Choice choice = inputs.choice();
        SteeringPlan plan = board.plan();
        boolean withBoard = inputs.boardProperty().get() && !plan.isNeutral();
        EffectInputs.Materials materials = inputs.materials(context.workspace().lossTextsProperty().get());
        return () -> {
            List<Arm> arms = new ArrayList<>();
            if (withBoard) {
                arms.add(new Arm(BOARD, plan));
            }
            experts.ifPresent(known -> arms.addAll(known.chosen(choice)));
            return new Prepared(materials.question(arms), board);
        };
    }

    /// Plans can be made from the comparison of two lists, where there is one.
    private Optional<EffectArms> experts() {
        return resonance.shownProperty().get().flatMap(known -> context.workspace().modelProperty().get()
                .flatMap(open -> open.card().experts()).map(experts -> EffectArms.of(known, experts.chosen())));
    }

    private void ask(OpenModel model, Prepared prepared) {
        EffectQuestion question = prepared.question();
        if (question.arms().isEmpty() || question.isEmpty()) {
            say(question.arms().isEmpty() ? NO_PLAN : NO_MATERIAL);
            return;
        }
        asking.start(BackgroundTask.asking("Trying plans", () -> model.submit(question.request()))
                .lane("routing.effect")
                .onSuccess(answer -> show(answer, prepared)).onFailure(this::cannot).onEnd(this::ended),
                context.tasks());
        computing();
    }

    private void computing() {
        askingProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
    }

    void cancel() {
        asking.cancel();
    }

    private void show(PlanEffectResult answer, Prepared prepared) {
        var picture = new EffectPicture(answer);
        arm.set(0);
        shown.set(Optional.of(new Tried(picture, prepared.question().arms(), prepared.board())));
        if (!picture.measures().contains(measure.get())) {
            measure.set(picture.measures().getFirst());
        }
        arm.set(1);
        state.set(new PaneState.Result());
    }

    /// Puts the plan that is looked at on the board, in one step: experts under a slider of their own beside what is there,
    /// the board as it was then in place of what is there.
    void putOnBoard() {
        Optional<Tried> now = shown.get().filter(_ -> arm.get() > 0);
        if (now.isPresent()) {
            Arm chosen = now.get().arms().get(arm.get() - 1);
            if (chosen.name().equals(BOARD)) {
                context.workspace().steeringHistory().change(now.get().board());
            } else {
                rows.add(chosen.name(), chosen.plan().experts());
            }
        }
    }

    /// Takes the target list of the resonance for the requests, with how it is asked.
    void takeTarget() {
        inputs.requestsProperty().set(resonance.inputs().targetProperty().get());
        inputs.conversationsProperty().set(resonance.inputs().conversationsProperty().get());
    }

    void loadQuestions(Path file) {
        BackgroundTask.working("Reading questions", () -> EffectQuestions.read(file))
                .onSuccess(read -> inputs.questionsProperty().set(Optional.of(read))).startWith(context.tasks());
    }

    private void say(PaneState.Empty missing) {
        asking.cancel();
        state.set(missing);
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    /// After a cancel there is what was there before.
    private void ended() {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone() && task.isCancelled()) {
            state.set(shown.get().isPresent() ? new PaneState.Result() : new PaneState.Cancelled());
        }
    }

    private void forget() {
        asking.cancel();
        beginning = false;
        arm.set(0);
        shown.set(Optional.empty());
        state.set(NOTHING);
    }
}
