package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

import org.sextant.app.state.AttributionQuestion;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.steering.SteeringPlan;

/// Which nodes an answer comes from: asks, shows, and keeps in step with the selection. Once something was asked, every
/// choice asks anew; what was answered before is remembered. Lives on the UI thread.
final class AttributionViewModel {
    private static final String LANE = "attribution";
    private static final int REMEMBERED = 48;

    private final ViewContext context;
    private final AttributionInputs inputs = new AttributionInputs();
    private final PairStore store;
    private final PairPreview preview;
    private final CheckViewModel check;
    private final ComparedViewModel compared;
    private final TaskSlot asking = new TaskSlot();
    private final BooleanProperty normalised = new SimpleBooleanProperty(this, "normalised");
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            PaneState.NOTHING_RUN);
    private final ReadOnlyObjectWrapper<Optional<Attributed>> shown = new ReadOnlyObjectWrapper<>(this, "shown",
            Optional.empty());
    private final NodeSelection selection;
    private final Map<AttributeRequest, AttributeResult> known = new LinkedHashMap<>(16, 0.75f, true);
    private boolean showing;
    private boolean stale = true;

    AttributionViewModel(ViewContext context) {
        this.context = context;
        store = new PairStore(inputs, context.tasks());
        preview = new PairPreview(inputs, workspace().modelProperty(), context.tasks());
        selection = new NodeSelection(workspace(), shown);
        check = new CheckViewModel(context, shown);
        compared = new ComparedViewModel(context, shown, known);
        workspace().modelProperty().subscribe((before, now) -> forget());
        workspace().runProperty().subscribe((before, now) -> runChanged());
        InvalidationListener chosen = _ -> again();
        for (Observable choice : inputs.choices()) {
            choice.addListener(chosen);
        }
        tell(List.of());
        context.steering().atRest().subscribe((before, now) -> {
            if (inputs.followProperty().get()) {
                again();
            }
        });
    }

    AttributionInputs inputs() {
        return inputs;
    }

    PairStore store() {
        return store;
    }

    PairPreview preview() {
        return preview;
    }

    CheckViewModel check() {
        return check;
    }

    ComparedViewModel compared() {
        return compared;
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The newest answer on the open model.
    ReadOnlyObjectProperty<Optional<Attributed>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// The node that is looked at.
    NodeSelection selection() {
        return selection;
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> askingProperty() {
        return asking.currentProperty();
    }

    /// Whether scores are shown as shares of clean − corrupt.
    BooleanProperty normalisedProperty() {
        return normalised;
    }

    /// What is drawn; empty for lists and where nothing was answered.
    Optional<ScoreMap> map() {
        return shown.get().filter(Attributed::hasMap)
                .map(all -> new ScoreMap(all, normalised.get(), OptionalInt.empty()));
    }

    Workspace workspace() {
        return context.workspace();
    }

    Optional<OpenModel> model() {
        return workspace().modelProperty().get();
    }

    /// A hidden view asks the model for nothing.
    void setShowing(boolean visible) {
        showing = visible;
        if (visible && stale) {
            begin();
        }
    }

    /// The first question by itself, where all that it needs is there.
    private void begin() {
        Optional<RunResult> run = workspace().runProperty().get();
        if (model().isPresent() && run.isPresent() && !inputs.isOwn()) {
            stale = false;
            store.look(model().get(), run.get(), this::attribute);
        } else if (model().isPresent()) {
            attribute();
        }
    }

    private void runChanged() {
        if (!inputs.isOwn()) {
            stale = true;
            tell(List.of());
            if (showing) {
                begin();
            }
        }
    }

    private void again() {
        if (inputs.isTaking()) {
            return;
        }
        stale = true;
        boolean asked = shown.get().isPresent() || !(state.get() instanceof PaneState.Empty);
        if (showing && asked) {
            attribute();
        }
    }

    /// Asks, or says what is missing.
    void attribute() {
        Optional<Missing> missing = inputs.missing();
        boolean one = inputs.methodProperty().get().ofTokens();
        stale = false;
        if (model().isEmpty()) {
            state.set(PaneState.NOTHING_OPEN);
        } else if (missing.isPresent()) {
            asking.cancel();
            state.set(new PaneState.Empty(missing.get().what(), missing.get().remedy()));
        } else if (inputs.fileProperty().get().isEmpty() && inputs.pair().leavesAnswers(one)) {
            store.answers(model().get(), inputs.pair(), one, found -> {
                inputs.fill(found);
                ask(request(), model().get());
            });
        } else {
            ask(request(), model().get());
        }
    }

    /// What is asked now.
    AttributeRequest request() {
        return new AttributeRequest(inputs.pairs(), inputs.settings(),
                inputs.followProperty().get() ? context.steering().atRest().get() : SteeringPlan.NONE);
    }

    /// What other views ask when they ask the same.
    ///
    /// @param pairs none for the usual ones
    private void tell(List<ContrastPair> pairs) {
        workspace().attributionProperty().set(new AttributionQuestion(pairs, inputs.settings()));
    }

    private void ask(AttributeRequest request, OpenModel model) {
        tell(request.pairs());
        ShownNodes nodes = inputs.nodesProperty().get();
        Optional<AttributeResult> before = Optional.ofNullable(known.get(request));
        if (before.isPresent()) {
            asking.cancel();
            show(new Attributed(request, nodes, before.get()));
            return;
        }
        asking.start(BackgroundTask.<AttributeResult>asking("Attributing", () -> model.submitLatest(LANE, request))
                .lane(LANE).onSuccess(result -> {
                    remember(request, result);
                    show(new Attributed(request, nodes, result));
                }).onFailure(this::cannot).onEnd(this::ended), context.tasks());
        askingProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
    }

    private void remember(AttributeRequest request, AttributeResult result) {
        known.put(request, result);
        if (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private void show(Attributed next) {
        shown.set(Optional.of(next));
        state.set(new PaneState.Result());
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    /// After a cancel there is what was there before.
    private void ended() {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone()) {
            state.set(shown.get().isPresent() ? new PaneState.Result() : new PaneState.Cancelled());
        }
    }

    private void forget() {
        asking.cancel();
        known.clear();
        shown.set(Optional.empty());
        inputs.shelve(List.of());
        if (inputs.readingProperty().get() != Reading.IDS
                && model().filter(open -> open.card().tokenizer().isEmpty()).isPresent()) {
            inputs.take(TypedPair.NOTHING, false);
        }
        if (!inputs.isOwn()) {
            tell(List.of());
        }
        model().ifPresent(store::shelve);
        state.set(model().isPresent() ? PaneState.NOTHING_RUN : PaneState.NOTHING_OPEN);
        stale = true;
    }

    /// Scores of a node under every method that was asked about these prompts, the newest last.
    List<MethodScore> scores(PatchCell cell) {
        List<MethodScore> scores = new ArrayList<>();
        shown.get().ifPresent(now -> known.forEach((request, result) -> {
            boolean alike = request.pairs().equals(now.request().pairs())
                    && request.steering().equals(now.request().steering())
                    && request.settings().direction() == now.request().settings().direction()
                    && request.settings().metric() == now.request().settings().metric();
            if (alike) {
                new Attributed(request, now.nodes(), result).score(cell)
                        .ifPresent(score -> scores.add(MethodScore.of(request.settings(), score, now.result())));
            }
        }));
        check.truth(cell).ifPresent(truth -> shown.get()
                .ifPresent(now -> scores.add(MethodScore.patched(truth, now.result()))));
        return scores;
    }
}
