package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.app.state.RecentPrompt;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Token;

/// The prompt being typed, its tokens, and running it.
final class PromptModel {
    /// How what is typed is read.
    enum Reading {
        TEXT, IDS
    }

    /// How many candidates for the next token a run gives.
    static final int TOP = 10;

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final UserPreferences preferences;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ObjectProperty<Reading> reading = new SimpleObjectProperty<>(this, "reading", Reading.TEXT);
    private final ReadOnlyObjectWrapper<List<Token>> tokens = new ReadOnlyObjectWrapper<>(this, "tokens", List.of());
    private final ReadOnlyObjectWrapper<Optional<SextantException>> problem = new ReadOnlyObjectWrapper<>(this,
            "problem", Optional.empty());
    private final TaskSlot running = new TaskSlot();
    private final TaskSlot tokenizing = new TaskSlot();
    private final ReadOnlyBooleanWrapper canRun = new ReadOnlyBooleanWrapper(this, "canRun");

    PromptModel(Workspace workspace, TaskExecutor tasks, UserPreferences preferences) {
        this.workspace = workspace;
        this.tasks = tasks;
        this.preferences = preferences;
        canRun.bind(workspace.modelProperty().map(Optional::isPresent));
        workspace.modelProperty().subscribe(this::modelChanged);
        text.subscribe(_ -> tokenize());
        reading.subscribe(_ -> tokenize());
    }

    StringProperty textProperty() {
        return text;
    }

    ObjectProperty<Reading> readingProperty() {
        return reading;
    }

    /// The tokens of what is typed, as far as they are known.
    ReadOnlyObjectProperty<List<Token>> tokensProperty() {
        return tokens.getReadOnlyProperty();
    }

    /// Why what is typed cannot be run.
    ReadOnlyObjectProperty<Optional<SextantException>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> runningProperty() {
        return running.currentProperty();
    }

    /// Whether there is a model to run it.
    ReadOnlyBooleanProperty canRunProperty() {
        return canRun.getReadOnlyProperty();
    }

    /// What is typed, as a prompt.
    ///
    /// @throws org.sextant.runtime.session.PromptException if it is empty or not ids where ids are wanted
    Prompt prompt() {
        return reading.get() == Reading.IDS ? PromptText.ids(text.get()) : PromptText.text(text.get());
    }

    /// Types a prompt.
    void set(Prompt next) {
        switch (next) {
            case Prompt.Text(String typed, boolean _) -> {
                reading.set(Reading.TEXT);
                text.set(typed);
            }
            case Prompt.Chat(List<ChatTurn> turns, boolean _) -> {
                reading.set(Reading.TEXT);
                text.set(turns.getLast().content());
            }
            case Prompt.Ids(List<Integer> ids) -> {
                reading.set(Reading.IDS);
                text.set(ids.stream().map(String::valueOf).collect(Collectors.joining(", ")));
            }
        }
    }

    /// What is typed, if it can be a prompt; else the problem is shown.
    Optional<Prompt> readPrompt() {
        try {
            return Optional.of(prompt());
        } catch (SextantException failure) {
            problem.set(Optional.of(failure));
            return Optional.empty();
        }
    }

    void show(SextantException failure) {
        problem.set(Optional.of(failure));
    }

    /// Runs what is typed on the open model.
    void run() {
        workspace.modelProperty().get().ifPresent(model -> readPrompt().ifPresent(prompt -> run(model, prompt)));
    }

    private void run(OpenModel model, Prompt prompt) {
        var typed = new RecentPrompt(text.get(), reading.get() == Reading.IDS);
        var request = new RunRequest(prompt, List.of(), TOP, false);
        running.start(BackgroundTask.asking("Running the prompt", () -> model.submitLatest("prompt", request))
                .lane("prompt")
                .onSuccess(result -> finished(result, typed))
                .onFailure(this::show), tasks);
    }

    private void finished(RunResult result, RecentPrompt typed) {
        problem.set(Optional.empty());
        workspace.runProperty().set(Optional.of(result));
        int last = result.tokens().size() - 1;
        OptionalInt selected = workspace.selection().token();
        if (last >= 0 && (selected.isEmpty() || selected.getAsInt() > last)) {
            workspace.moveSelection(workspace.selection().withToken(last));
        }
        preferences.change(now -> now.withRecentPrompt(typed));
    }

    private void modelChanged(Optional<OpenModel> model) {
        running.cancel();
        if (model.isPresent() && model.get().card().tokenizer().isEmpty()) {
            reading.set(Reading.IDS);
        } else if (model.isPresent() && !text.get().matches("[\\d\\s,]*")) {
            reading.set(Reading.TEXT);
        }
        tokenize();
    }

    private void tokenize() {
        Optional<OpenModel> model = workspace.modelProperty().get();
        problem.set(Optional.empty());
        tokenizing.cancel();
        if (model.isEmpty() || text.get().isBlank()) {
            tokens.set(List.of());
            return;
        }
        tokenizing.start(BackgroundTask.working("Reading the prompt", () -> model.get().tokenize(prompt()))
                .onSuccess(tokens::set)
                .onFailure(this::show), tasks);
    }
}
