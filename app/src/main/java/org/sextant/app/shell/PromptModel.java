package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
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
        TEXT, IDS, CHAT
    }

    /// How many candidates for the next token a run gives.
    static final int TOP = 10;

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final UserPreferences preferences;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final BooleanProperty specialTokens = new SimpleBooleanProperty(this, "specialTokens", true);
    private final ChatModel chat;
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
        chat = new ChatModel(workspace, tasks, this::tokenize);
        canRun.bind(workspace.modelProperty().map(Optional::isPresent));
        workspace.modelProperty().subscribe(this::modelChanged);
        text.subscribe(_ -> tokenize());
        specialTokens.subscribe(_ -> tokenize());
        reading.subscribe(_ -> readingChanged());
    }

    private void readingChanged() {
        if (reading.get() == Reading.CHAT && chat.isBlank() && !text.get().isBlank()) {
            chat.set(List.of(new ChatTurn(ChatTurn.USER, text.get())));
        } else {
            tokenize();
        }
    }

    /// The turns, for when the prompt is read as a conversation.
    ChatModel chat() {
        return chat;
    }

    /// Whether the tokenizer adds the special tokens that its files ask for to a text.
    BooleanProperty specialTokensProperty() {
        return specialTokens;
    }

    /// Goes on with the rendered conversation as a text, which names its special tokens itself.
    void editAsText() {
        set(new Prompt.Text(chat.renderedProperty().get(), false));
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
        return switch (reading.get()) {
            case IDS -> PromptText.ids(text.get());
            case TEXT -> PromptText.text(text.get(), specialTokens.get());
            case CHAT -> chat.prompt();
        };
    }

    /// Whether nothing is typed.
    boolean isBlank() {
        return reading.get() == Reading.CHAT ? chat.isBlank() : text.get().isBlank();
    }

    /// Types a prompt.
    void set(Prompt next) {
        switch (next) {
            case Prompt.Text(String typed, boolean special) -> {
                specialTokens.set(special);
                reading.set(Reading.TEXT);
                text.set(typed);
            }
            case Prompt.Chat(List<ChatTurn> turns, boolean _) -> {
                chat.set(turns);
                reading.set(Reading.CHAT);
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
        Optional<RecentPrompt> typed = recent(prompt);
        var request = new RunRequest(prompt, List.of(), TOP, false);
        running.start(BackgroundTask.asking("Running the prompt", () -> model.submitLatest("prompt", request))
                .lane("prompt")
                .onSuccess(result -> finished(result, typed))
                .onFailure(this::show), tasks);
    }

    /// What can be called back later by what was typed alone: neither turns nor a text without its special tokens.
    private Optional<RecentPrompt> recent(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text(String _, boolean special) when special ->
                Optional.of(new RecentPrompt(text.get(), false));
            case Prompt.Ids _ -> Optional.of(new RecentPrompt(text.get(), true));
            case Prompt.Text _,Prompt.Chat _ -> Optional.empty();
        };
    }

    private void finished(RunResult result, Optional<RecentPrompt> typed) {
        problem.set(Optional.empty());
        workspace.runProperty().set(Optional.of(result));
        int last = result.tokens().size() - 1;
        OptionalInt selected = workspace.selection().token();
        if (last >= 0 && (selected.isEmpty() || selected.getAsInt() > last)) {
            workspace.moveSelection(workspace.selection().withToken(last));
        }
        typed.ifPresent(prompt -> preferences.change(now -> now.withRecentPrompt(prompt)));
    }

    private void modelChanged(Optional<OpenModel> model) {
        running.cancel();
        if (model.isPresent() && model.get().card().tokenizer().isEmpty()) {
            reading.set(Reading.IDS);
        } else if (reading.get() == Reading.CHAT) {
            reading.set(ChatModel.hasTemplate(model) || model.isEmpty() ? Reading.CHAT : Reading.TEXT);
        } else if (model.isPresent() && !text.get().matches("[\\d\\s,]*")) {
            reading.set(Reading.TEXT);
        }
        tokenize();
    }

    private void tokenize() {
        Optional<OpenModel> model = workspace.modelProperty().get();
        problem.set(Optional.empty());
        tokenizing.cancel();
        if (reading.get() == Reading.CHAT) {
            chat.render();
        }
        if (model.isEmpty() || isBlank()) {
            tokens.set(List.of());
            return;
        }
        tokenizing.start(BackgroundTask.working("Reading the prompt", () -> model.get().tokenize(prompt()))
                .onSuccess(tokens::set)
                .onFailure(this::show), tasks);
    }
}
