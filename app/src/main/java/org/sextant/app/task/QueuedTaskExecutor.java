package org.sextant.app.task;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Runs tasks on three executors: one thread that asks the runtime, in order; workers for work of our own; and the UI
/// thread for everything that views see.
public final class QueuedTaskExecutor implements TaskExecutor {
    private final Executor asking;
    private final Executor working;
    private final Executor ui;
    private final Executor pulse;
    private final ErrorFunnel errors;
    private final ObservableList<RunningTask> running = FXCollections.observableArrayList();
    private final ObservableList<RunningTask> runningView = FXCollections.unmodifiableObservableList(running);
    private final Map<String, RunningTask> lanes = new HashMap<>();
    private final ReadOnlyBooleanWrapper atRest = new ReadOnlyBooleanWrapper(this, "atRest", true);
    private int unseen;

    private QueuedTaskExecutor(Executor asking, Executor working, Executor ui, Executor pulse, ErrorFunnel errors) {
        this.asking = asking;
        this.working = working;
        this.ui = ui;
        this.pulse = pulse;
        this.errors = errors;
    }

    /// The executor of the window.
    ///
    /// @param meter measures what the outcomes cost the UI thread
    public static TaskExecutor forWindow(ErrorFunnel errors, UiMeter meter) {
        ThreadFactory daemon = Thread.ofPlatform().daemon().name("sextant-asking").factory();
        return new QueuedTaskExecutor(Executors.newSingleThreadExecutor(daemon),
                work -> Thread.ofVirtual().name("sextant-work").start(work),
                work -> Platform.runLater(() -> meter.measure(work)), new NextPulse(meter), errors);
    }

    /// An executor that does everything at once on the calling thread, for tests of view models.
    public static TaskExecutor sameThread(ErrorFunnel errors) {
        return new QueuedTaskExecutor(Runnable::run, Runnable::run, Runnable::run, Runnable::run, errors);
    }

    /// An executor for tests that decide when work of our own is done; all else happens at once on the calling thread.
    ///
    /// @param working takes the work
    public static TaskExecutor handingWorkTo(Executor working, ErrorFunnel errors) {
        return new QueuedTaskExecutor(Runnable::run, working, Runnable::run, Runnable::run, errors);
    }

    @Override
    public ObservableList<RunningTask> running() {
        return runningView;
    }

    @Override
    public Executor unseen() {
        return this::workUnseen;
    }

    @Override
    public ReadOnlyBooleanProperty atRestProperty() {
        return atRest.getReadOnlyProperty();
    }

    private void workUnseen(Runnable work) {
        unseen++;
        rested();
        working.execute(() -> {
            try {
                work.run();
            } catch (Throwable bug) {
                Optional<Problem> problem = errors.diagnose(bug);
                ui.execute(() -> problem.ifPresent(errors::show));
            } finally {
                ui.execute(this::unseenEnded);
            }
        });
    }

    private void unseenEnded() {
        unseen--;
        rested();
    }

    private void rested() {
        atRest.set(running.isEmpty() && unseen == 0);
    }

    @Override
    public RunningTask start(BackgroundTask<?> task) {
        return follow(task);
    }

    private <R> RunningTask follow(BackgroundTask<R> task) {
        TaskRun<R> run = new TaskRun<>(task, working, ui, pulse, errors, this::ended);
        RunningTask handle = run.handle();
        task.lane().map(lane -> lanes.put(lane, handle)).ifPresent(RunningTask::cancel);
        running.add(handle);
        rested();
        switch (task.source()) {
            case BackgroundTask.Source.Question<R> question -> asking.execute(() -> run.ask(question.ask()));
            case BackgroundTask.Source.Work<R> work -> working.execute(() -> run.work(work.work()));
        }
        return handle;
    }

    private void ended(RunningTask handle) {
        running.remove(handle);
        lanes.values().remove(handle);
        rested();
    }
}
