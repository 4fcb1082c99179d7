package org.sextant.app.attribution;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.OpenModel;

/// The same question by a second method. It is asked while both are looked at. Lives on the UI thread.
final class ComparedViewModel {
    private static final PaneState NOTHING = new PaneState.Empty("There is nothing to compare",
            "Attribute a pair of prompts first, then choose a second method.");
    private static final PaneState NO_MAP = new PaneState.Empty("These scores have no second map",
            "Choose nodes with a map, such as resid_pre, and a method that scores nodes.");

    private final ViewContext context;
    private final ReadOnlyObjectProperty<Optional<Attributed>> shown;
    private final Map<AttributeRequest, AttributeResult> known;
    private final ObjectProperty<Other> other = new SimpleObjectProperty<>(this, "other", Other.ATP);
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state", NOTHING);
    private final ReadOnlyObjectWrapper<Optional<Attributed>> second = new ReadOnlyObjectWrapper<>(this, "second",
            Optional.empty());
    private final TaskSlot asking = new TaskSlot();
    private boolean active;

    /// The methods that can stand beside.
    enum Other {
        ATP("AtP", AttributionMethod.ATP, true),
        RELP("RelP", AttributionMethod.RELP, true),
        UNHALVED("RelP without half", AttributionMethod.RELP, false),
        IG("IG", AttributionMethod.INTEGRATED_GRADIENTS, true),
        PATCHING("Patching", AttributionMethod.PATCHING, true),
        ZERO_ABLATION("Zero ablation", AttributionMethod.ZERO_ABLATION, true),
        MEAN_ABLATION("Mean ablation", AttributionMethod.MEAN_ABLATION, true);

        private final String title;
        private final AttributionMethod method;
        private final boolean usual;

        Other(String title, AttributionMethod method, boolean usual) {
            this.title = title;
            this.method = method;
            this.usual = usual;
        }

        String title() {
            return title;
        }

        AttributionSettings of(AttributionSettings first) {
            AttributionSettings plain = new AttributionSettings(method, Optional.empty(), first.nodes(),
                    first.direction(), first.alignment(), first.position(), first.steps(), first.top(), first.sae(),
                    false, first.metric());
            return usual ? plain : plain.withRules(Set.of(Rule.LN, Rule.IDENTITY));
        }
    }

    /// @param known answers that need not be asked for again
    ComparedViewModel(ViewContext context, ReadOnlyObjectWrapper<Optional<Attributed>> shown,
            Map<AttributeRequest, AttributeResult> known) {
        this.context = context;
        this.shown = shown.getReadOnlyProperty();
        this.known = known;
        shown.subscribe((before, now) -> ask());
        other.subscribe((before, now) -> ask());
    }

    ObjectProperty<Other> otherProperty() {
        return other;
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The second answer; empty while it is not there.
    ReadOnlyObjectProperty<Optional<Attributed>> secondProperty() {
        return second.getReadOnlyProperty();
    }

    void setActive(boolean looked) {
        active = looked;
        ask();
    }

    /// Asks for what stands beside the answer that is shown.
    void ask() {
        Optional<OpenModel> model = context.workspace().modelProperty().get();
        if (!active || model.isEmpty() || shown.get().isEmpty()) {
            second.set(Optional.empty());
            state.set(NOTHING);
        } else if (shown.get().get().ofTokens() || !shown.get().get().hasMap()) {
            second.set(Optional.empty());
            state.set(NO_MAP);
        } else {
            ask(shown.get().get(), model.get());
        }
    }

    private void ask(Attributed first, OpenModel model) {
        var request = new AttributeRequest(first.request().pairs(), other.get().of(first.request().settings()),
                first.request().steering());
        Optional<AttributeResult> before = Optional.ofNullable(known.get(request));
        if (before.isPresent()) {
            asking.cancel();
            show(new Attributed(request, first.nodes(), before.get()));
            return;
        }
        asking.start(BackgroundTask.<AttributeResult>asking("Attributing by " + other.get().title(),
                () -> model.submitLatest("attribution.second", request)).lane("attribution.second")
                .onSuccess(result -> {
                    known.put(request, result);
                    show(new Attributed(request, first.nodes(), result));
                }).onFailure(failure -> state.set(new PaneState.Cannot(failure.what(), failure.where(),
                        failure.remedy())))
                .onEnd(this::ended), context.tasks());
        asking.currentProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
    }

    private void show(Attributed answer) {
        second.set(Optional.of(answer));
        state.set(new PaneState.Result());
    }

    private void ended() {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone()) {
            state.set(new PaneState.Cancelled());
        }
    }
}
