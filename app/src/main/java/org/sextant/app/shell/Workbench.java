package org.sextant.app.shell;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.steering.BoardFiles;
import org.sextant.app.steering.BoardViewModel;
import org.sextant.app.steering.LossTextsViewModel;
import org.sextant.app.steering.NextTokenViewModel;
import org.sextant.app.steering.SafeRanges;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.UiMeter;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.Session;

/// Everything behind the window: what the person works on and what can be done with it. Lives on the UI thread.
public final class Workbench {
    private final UiMeter meter;
    private final Workspace workspace = new Workspace();
    private final ErrorFunnel errors;
    private final TaskExecutor tasks;
    private final LazySession session;
    private final PreferencesKeeper keeper;
    private final UserPreferences preferences;
    private final ModelOpener models;
    private final SecondModel second;
    private final TrustModel trust;
    private final PromptModel prompt;
    private final StartModel start;
    private final GenerationModel generation;
    private final BoardViewModel board;
    private final BoardFiles boardFiles;
    private final NextTokenViewModel nextTokens;
    private final List<WorkbenchView> views;

    /// A workbench with everything closed.
    ///
    /// @param runtime starts the runtime; called in the background when it is first needed
    /// @param addresses finds the model that an address names, and knows the demo models
    /// @param loaded the preferences as they were read
    /// @param keep writes changes of the preferences; called in the background
    /// @param views makes the views, in the order of the rail
    public Workbench(
            Supplier<Session> runtime,
            ModelAddresses addresses,
            Preferences loaded,
            Consumer<Preferences> keep,
            Function<ViewContext, List<WorkbenchView>> views) {
        this(runtime, addresses, loaded, keep, views, new UiMeter());
    }

    /// @param meter of what keeps the UI thread busy
    Workbench(
            Supplier<Session> runtime,
            ModelAddresses addresses,
            Preferences loaded,
            Consumer<Preferences> keep,
            Function<ViewContext, List<WorkbenchView>> views,
            UiMeter meter) {
        this.meter = meter;
        errors = ErrorFunnel.logging();
        tasks = QueuedTaskExecutor.forWindow(errors, meter);
        session = new LazySession(runtime);
        keeper = new PreferencesKeeper(keep, failure -> Platform.runLater(() -> errors.report(failure)));
        preferences = new UserPreferences(loaded, keeper::keep);
        models = new ModelOpener(session, addresses, workspace, tasks, preferences, errors);
        trust = new TrustModel(workspace, tasks);
        prompt = new PromptModel(workspace, tasks, preferences);
        start = new StartModel(addresses, models, prompt, workspace, tasks);
        second = new SecondModel(session, addresses, workspace, tasks, preferences, models);
        board = new BoardViewModel(workspace, tasks);
        generation = new GenerationModel(workspace, board.planProperty(), prompt, tasks, preferences, System::nanoTime,
                new ThumbRest(meter));
        boardFiles = new BoardFiles(workspace, board, tasks);
        new LossTextsViewModel(workspace, tasks);
        new SafeRanges(workspace, board, tasks);
        nextTokens = new NextTokenViewModel(workspace, board.planProperty(), tasks);
        var resting = new RestingPlan(workspace, board.planProperty(), new ThumbRest(meter));
        this.views = List.copyOf(views.apply(new ViewContext(workspace, tasks, errors, board::add,
                new Steering(board.planProperty(), resting.planProperty()), start, second)));
    }

    public Workspace workspace() {
        return workspace;
    }

    public TaskExecutor tasks() {
        return tasks;
    }

    public ErrorFunnel errors() {
        return errors;
    }

    public UiMeter meter() {
        return meter;
    }

    List<WorkbenchView> views() {
        return views;
    }

    UserPreferences preferences() {
        return preferences;
    }

    ModelOpener models() {
        return models;
    }

    SecondModel second() {
        return second;
    }

    TrustModel trust() {
        return trust;
    }

    PromptModel prompt() {
        return prompt;
    }

    StartModel start() {
        return start;
    }

    GenerationModel generation() {
        return generation;
    }

    BoardViewModel board() {
        return board;
    }

    BoardFiles boardFiles() {
        return boardFiles;
    }

    NextTokenViewModel nextTokens() {
        return nextTokens;
    }

    /// Writes what is still to be kept, ends the runtime and frees every model. May take a moment; not for the UI
    /// thread.
    void shutDown() {
        keeper.finish();
        session.close();
    }
}
