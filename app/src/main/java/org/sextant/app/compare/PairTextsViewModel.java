package org.sextant.app.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.GenerationSettings;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.GenerateResult;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Sampling;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;

/// Both models continue the prompt at once. Lives on the UI thread.
final class PairTextsViewModel {
    /// How tokens are drawn.
    enum Drawing {
        GREEDY("Greedy", "Always the most likely token"),
        SAMPLED("As in the output", "With the sampling of the output pane");

        private final String title;
        private final String description;

        Drawing(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    private final ComparedSource source;
    private final PairTexts texts = new PairTexts();
    private final ObjectProperty<Drawing> drawing = new SimpleObjectProperty<>(this, "drawing", Drawing.GREEDY);
    private final TaskSlot first = new TaskSlot();
    private final TaskSlot second = new TaskSlot();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            PaneState.NOTHING_RUN);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper(this, "summary", "");
    private final ReadOnlyObjectWrapper<Optional<CompareReport.Source>> origin = new ReadOnlyObjectWrapper<>(this,
            "source", Optional.empty());
    private final Map<Boolean, Provenance> provenances = new HashMap<>();
    private Runnable grown = () -> {};
    private Optional<ComparedSides> written = Optional.empty();
    private boolean active;

    PairTextsViewModel(ComparedSource source) {
        this.source = source;
        running.bind(Bindings.createBooleanBinding(
                () -> first.currentProperty().get().isPresent() || second.currentProperty().get().isPresent(),
                first.currentProperty(), second.currentProperty()));
        source.sides().subscribe(_ -> begin());
        drawing.subscribe((before, now) -> start());
    }

    ObjectProperty<Drawing> drawingProperty() {
        return drawing;
    }

    PairTexts texts() {
        return texts;
    }

    /// Whether one of the two is still written.
    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// How far both are, and where they part.
    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Where both texts come from; empty until both have ended by themselves.
    ReadOnlyObjectProperty<Optional<CompareReport.Source>> sourceProperty() {
        return origin.getReadOnlyProperty();
    }

    /// Whether there are texts, and of what is compared now.
    boolean isCurrent() {
        return !summary.get().isEmpty() && written.equals(source.sides().get());
    }

    /// Hears when a text has grown or begins anew.
    void onGrown(Runnable listener) {
        grown = listener;
    }

    void setActive(boolean looked) {
        active = looked;
        begin();
    }

    /// Writes by itself once; then the person says when.
    private void begin() {
        Optional<ComparedSides> sides = source.sides().get();
        if (sides.isEmpty()) {
            cancel();
            written = Optional.empty();
            clear();
            state.set(PaneState.NOTHING_RUN);
        } else if (active && !written.equals(sides)) {
            start();
        }
    }

    /// Writes both anew.
    void start() {
        source.sides().get().filter(_ -> active).ifPresent(sides -> {
            written = Optional.of(sides);
            clear();
            state.set(new PaneState.Result());
            GenerationSettings settings = source.comparing().writing();
            Sampling sampling = drawing.get() == Drawing.GREEDY ? Sampling.GREEDY : settings.sampling();
            write(first, true, sides, settings.maxNewTokens(), sampling);
            write(second, false, sides, settings.maxNewTokens(), sampling);
        });
    }

    /// Stops both and keeps what there is.
    void cancel() {
        first.cancel();
        second.cancel();
    }

    private void clear() {
        texts.clear();
        provenances.clear();
        origin.set(Optional.empty());
        tell();
    }

    private void write(TaskSlot slot, boolean isFirst, ComparedSides sides, int most, Sampling sampling) {
        OpenModel model = isFirst ? sides.a() : sides.b();
        SteeringPlan plan = isFirst ? sides.planA() : sides.planB();
        String name = isFirst ? sides.nameA() : sides.nameB();
        String lane = isFirst ? "compare.write.a" : "compare.write.b";
        slot.start(BackgroundTask.<GenerateResult>asking("Generating with " + name,
                () -> model.submitLatest(lane, new GenerateRequest(sides.prompt(), most, sampling, plan)))
                .lane(lane).onUpdates(updates -> grow(isFirst, updates))
                .onSuccess(result -> ended(isFirst, result.provenance())).onFailure(this::refuse)
                .onEnd(this::tell), source.tasks());
    }

    private void ended(boolean isFirst, Provenance from) {
        provenances.put(isFirst, from);
        Optional<Provenance> a = Optional.ofNullable(provenances.get(true));
        Optional<Provenance> b = Optional.ofNullable(provenances.get(false));
        origin.set(a.flatMap(one -> b.map(other -> new CompareReport.Source("texts", one, other))));
    }

    private void grow(boolean isFirst, List<Update> updates) {
        for (Update update : updates) {
            if (update instanceof Update.Generated token) {
                texts.of(isFirst).add(token);
            }
        }
        tell();
    }

    private void refuse(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    private void tell() {
        int a = texts.of(true).size();
        int b = texts.of(false).size();
        OptionalInt difference = texts.firstDifference();
        String where = difference.isPresent()
                ? " · they part at token " + difference.getAsInt()
                : a > 0 && b > 0 ? " · the same so far" : "";
        summary.set(a + b == 0 ? "" : a + " and " + b + " tokens" + where);
        grown.run();
    }
}
