package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

import org.sextant.app.state.GenerationSettings;
import org.sextant.app.state.GenerationSettings.Follow;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.runtime.session.GenerateBesideRequest;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringSet;

/// The running text: continues the prompt token by token. Where the sliders change something, a steered text is written
/// beside the unsteered one.
final class GenerationModel {
    private static final String LANE = "generate";
    private static final double NANOS = 1e9;

    /// What the text pane is told.
    ///
    /// @param begun new texts begin
    /// @param grown tokens arrived; the index is that of the first piece that is new or changed
    /// @param steeredGrown tokens of the steered text arrived, likewise
    record Listener(Runnable begun, IntConsumer grown, IntConsumer steeredGrown) {}

    /// What was asked for, so that it can be asked again under another plan.
    private record Asked(OpenModel model, Prompt prompt, GenerationSettings settings, boolean beside) {
        /// The same under another plan. Two texts stay two.
        Asked anew(SteeringPlan plan) {
            return new Asked(model, prompt, settings, beside || !plan.isNeutral());
        }

        GenerateRequest single() {
            return new GenerateRequest(prompt, settings.maxNewTokens(), settings.sampling());
        }

        GenerateBesideRequest both() {
            return new GenerateBesideRequest(prompt, settings.maxNewTokens(), settings.sampling());
        }
    }

    private final Workspace workspace;
    private final ObservableValue<SteeringPlan> sliders;
    private final PromptModel prompt;
    private final TaskExecutor tasks;
    private final UserPreferences preferences;
    private final LongSupplier nanoTime;
    private final Executor rested;
    private final TaskSlot running = new TaskSlot();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper(this, "summary", "");
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper(this, "stale");
    private Listener listener = new Listener(() -> {}, _ -> {}, _ -> {});
    private Optional<Asked> asked = Optional.empty();
    private GeneratedTexts shown = GeneratedTexts.one();
    /// What is being written; no longer what is shown until it has a token.
    private GeneratedTexts written = shown;
    private SteeringPlan plan = SteeringPlan.NONE;
    private boolean follows;
    private boolean finished;
    private int turn;
    /// How many tokens are written again before the plan acts and the text is shown.
    private int held;
    private long firstTokenNanos;
    private int firstTokens;

    /// @param sliders what the open model is changed by, without rows that do not fit it
    /// @param rested runs what it is given on the UI thread once nothing more came for a moment
    GenerationModel(
            Workspace workspace,
            ObservableValue<SteeringPlan> sliders,
            PromptModel prompt,
            TaskExecutor tasks,
            UserPreferences preferences,
            LongSupplier nanoTime,
            Executor rested) {
        this.workspace = workspace;
        this.sliders = sliders;
        this.prompt = prompt;
        this.tasks = tasks;
        this.preferences = preferences;
        this.nanoTime = nanoTime;
        this.rested = rested;
        workspace.modelProperty().subscribe(_ -> forget());
        sliders.subscribe(this::slidersMoved);
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> runningProperty() {
        return running.currentProperty();
    }

    /// How many tokens, how fast, and why it ended.
    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Whether the old text is shown, because the new one has no token yet.
    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /// What is shown.
    GeneratedTexts texts() {
        return shown;
    }

    /// The text that is shown; the unsteered one of two.
    GeneratedText text() {
        return shown.text();
    }

    void setListener(Listener next) {
        listener = next;
    }

    /// Continues what is typed.
    void start() {
        workspace.modelProperty().get()
                .ifPresent(model -> prompt.readPrompt().ifPresent(typed -> start(model, typed)));
    }

    /// Stops and keeps what there is; no slider begins it anew.
    void cancel() {
        follows = false;
        running.cancel();
    }

    private void start(OpenModel model, Prompt typed) {
        GenerationSettings settings = preferences.get().generation();
        plan = sliders.getValue();
        write(new Asked(model, typed, settings, settings.beside() || !plan.isNeutral()));
        show();
        ask();
    }

    /// Asks again under the plan as it is now. The old text stays until the new one has a token.
    private void again() {
        if (follows) {
            asked.ifPresent(before -> {
                write(before.anew(plan));
                stale.set(true);
                ask();
            });
        }
    }

    /// Makes two texts of one that runs without a plan: both are written again up to where it is, and from there on the
    /// plan acts.
    private void catchUp() {
        if (alone() && !plan.isNeutral() && running.currentProperty().get().isPresent()) {
            write(asked.orElseThrow().anew(plan));
            held = shown.size();
            stale.set(true);
            ask();
        }
    }

    private boolean alone() {
        return asked.filter(now -> !now.beside()).isPresent();
    }

    private void write(Asked next) {
        asked = Optional.of(next);
        written = next.beside() ? GeneratedTexts.two(next.settings().maxNewTokens()) : GeneratedTexts.one();
        follows = true;
        finished = false;
        firstTokens = 0;
        held = 0;
        turn++;
    }

    private void show() {
        shown = written;
        stale.set(false);
        summary.set("");
        listener.begun().run();
    }

    private void ask() {
        Asked now = asked.orElseThrow();
        int nth = turn;
        if (now.beside()) {
            if (held > 0) {
                steer(SteeringPlan.NONE, SteeringSet.EMPTY);
            } else {
                steer(plan, workspace.steeringProperty().get());
            }
            follow(BackgroundTask.asking("Generating", () -> now.model().submitLatest(LANE, now.both())), nth,
                    result -> finish(result.steered().tokensPerSecond(), FinishText.of(result)));
        } else {
            follow(BackgroundTask.asking("Generating", () -> now.model().submitLatest(LANE, now.single())), nth,
                    result -> finish(result.tokensPerSecond(), FinishText.of(result)));
        }
    }

    private <R> void follow(BackgroundTask<R> task, int nth, Consumer<R> success) {
        running.start(task.lane(LANE).onUpdates(this::grow).onSuccess(success).onFailure(prompt::show)
                .onEnd(() -> ended(nth)), tasks);
    }

    /// What runs goes on under the new plan; where the whole text is to follow, it begins anew once the thumb rests.
    private void slidersMoved(SteeringPlan next) {
        if (asked.isEmpty()) {
            return;
        }
        SteeringPlan before = plan;
        plan = next;
        boolean writing = running.currentProperty().get().isPresent();
        if (writing && held == 0) {
            steer(plan, workspace.steeringProperty().get());
        }
        if (follows && !plan.equals(before)) {
            if (preferences.get().generation().follow() == Follow.WHOLE) {
                rested.execute(this::again);
            } else if (writing && alone()) {
                rested.execute(this::catchUp);
            }
        }
    }

    private void steer(SteeringPlan next, SteeringSet set) {
        written.steered().ifPresent(text -> {
            asked.ifPresent(now -> now.model().steer(next));
            text.steer(next, set);
        });
    }

    /// However many tokens came, the text pane hears of them once.
    void grow(List<Update> updates) {
        GeneratedTexts.Growth growth = written.add(updates);
        if (growth.isNone() || written.size() < held) {
            return;
        }
        if (held > 0) {
            held = 0;
            steer(plan, workspace.steeringProperty().get());
            growth = GeneratedTexts.Growth.WHOLE;
        }
        if (stale.get()) {
            show();
        }
        if (firstTokens == 0) {
            firstTokenNanos = nanoTime.getAsLong();
            firstTokens = written.size();
        }
        tell(growth);
        double seconds = (nanoTime.getAsLong() - firstTokenNanos) / NANOS;
        summary.set(shown.words(seconds > 0 ? (shown.size() - firstTokens) / seconds : 0));
    }

    private void tell(GeneratedTexts.Growth growth) {
        growth.text().ifPresent(listener.grown());
        growth.steered().ifPresent(listener.steeredGrown());
    }

    private void finish(double tokensPerSecond, String why) {
        finished = true;
        if (stale.get()) {
            show();
            tell(GeneratedTexts.Growth.WHOLE);
        }
        summary.set(shown.words(tokensPerSecond) + " · " + why);
    }

    /// A text that was stopped keeps what it has; one that a newer took the place of says nothing.
    private void ended(int nth) {
        if (nth != turn) {
            return;
        }
        follows = follows && finished;
        if (stale.get()) {
            written = shown;
            stale.set(false);
        } else if (!finished && shown.size() > 0) {
            summary.set(summary.get() + " · stopped");
        }
    }

    private void forget() {
        cancel();
        asked = Optional.empty();
        written = GeneratedTexts.one();
        show();
    }
}
