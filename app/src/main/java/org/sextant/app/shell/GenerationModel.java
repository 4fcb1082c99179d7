package org.sextant.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.sextant.app.state.GenerationSettings;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.GenerateResult;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Update;

/// The running text: continues the prompt token by token.
final class GenerationModel {
    private static final double NANOS = 1e9;

    /// What the text pane is told.
    ///
    /// @param begun a new text begins
    /// @param grown tokens arrived; the index is that of the first piece that is new or changed
    record Listener(Runnable begun, Consumer<Integer> grown) {}

    private final Workspace workspace;
    private final PromptModel prompt;
    private final TaskExecutor tasks;
    private final UserPreferences preferences;
    private final LongSupplier nanoTime;
    private final TaskSlot running = new TaskSlot();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper(this, "summary", "");
    private GeneratedText text = new GeneratedText();
    private Listener listener = new Listener(() -> {}, _ -> {});
    private Optional<GenerateResult.FinishReason> finish = Optional.empty();
    private long firstTokenNanos;
    private int firstTokens;

    GenerationModel(
            Workspace workspace,
            PromptModel prompt,
            TaskExecutor tasks,
            UserPreferences preferences,
            LongSupplier nanoTime) {
        this.workspace = workspace;
        this.prompt = prompt;
        this.tasks = tasks;
        this.preferences = preferences;
        this.nanoTime = nanoTime;
        workspace.modelProperty().subscribe(_ -> forget());
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> runningProperty() {
        return running.currentProperty();
    }

    /// How many tokens, how fast, and why it ended.
    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    GeneratedText text() {
        return text;
    }

    void setListener(Listener next) {
        listener = next;
    }

    /// Continues what is typed.
    void start() {
        workspace.modelProperty().get()
                .ifPresent(model -> prompt.readPrompt().ifPresent(typed -> start(model, typed)));
    }

    void cancel() {
        running.cancel();
    }

    private void start(OpenModel model, Prompt typed) {
        begin();
        GenerationSettings settings = preferences.get().generation();
        var request = new GenerateRequest(typed, settings.maxNewTokens(), settings.sampling());
        running.start(BackgroundTask.asking("Generating", () -> model.submitLatest("generate", request))
                .lane("generate")
                .onUpdates(this::grow)
                .onSuccess(this::finish)
                .onFailure(prompt::show)
                .onEnd(this::ended), tasks);
    }

    private void begin() {
        text = new GeneratedText();
        finish = Optional.empty();
        summary.set("");
        listener.begun().run();
    }

    /// However many tokens came, the text pane hears of them once.
    void grow(List<Update> updates) {
        boolean first = text.size() == 0;
        OptionalInt changed = updates.stream().filter(Update.Generated.class::isInstance)
                .mapToInt(update -> text.add((Update.Generated) update)).min();
        if (changed.isEmpty()) {
            return;
        }
        if (first) {
            firstTokenNanos = nanoTime.getAsLong();
            firstTokens = text.size();
        }
        listener.grown().accept(changed.getAsInt());
        double seconds = (nanoTime.getAsLong() - firstTokenNanos) / NANOS;
        summary.set(words(seconds > 0 ? (text.size() - firstTokens) / seconds : 0));
    }

    private void finish(GenerateResult result) {
        finish = Optional.of(result.finishReason());
        summary.set(words(result.tokensPerSecond()) + " · " + reason(result.finishReason()));
    }

    /// A text that was stopped keeps what it has.
    private void ended() {
        boolean another = running.currentProperty().get().isPresent();
        if (!another && finish.isEmpty() && text.size() > 0) {
            summary.set(summary.get() + " · stopped");
        }
    }

    private void forget() {
        running.cancel();
        begin();
    }

    private String words(double tokensPerSecond) {
        String count = text.size() + (text.size() == 1 ? " token" : " tokens");
        return tokensPerSecond > 0 ? count + String.format(Locale.ROOT, " · %.1f tokens/s", tokensPerSecond) : count;
    }

    private static String reason(GenerateResult.FinishReason reason) {
        return switch (reason) {
            case END_TOKEN -> "ended by the end token";
            case LENGTH -> "as long as asked";
            case CONTEXT -> "the context is full";
        };
    }
}
