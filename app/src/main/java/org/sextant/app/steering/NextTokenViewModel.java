package org.sextant.app.steering;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;
import org.sextant.app.state.Workspace;
import org.sextant.app.steering.NextTokens.Cannot;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.SteerRequest;
import org.sextant.runtime.steering.SteeringPlan;

/// What comes next, with the sliders as they stand. While a slider moves there is one question at a time, and the next
/// one is the newest: so the table follows however fast the slider is and however slow the model, and ends with the last
/// value. What is shown stays until there is something newer.
public final class NextTokenViewModel {
    /// How many candidates of each side.
    static final int TOP = 10;
    private static final String LANE = "steering.next";

    private final Workspace workspace;
    private final ReadOnlyObjectProperty<SteeringPlan> plan;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<NextTokens> shown = new ReadOnlyObjectWrapper<>(this, "shown",
            new NextTokens.Nothing());
    private @Nullable Question asked;
    private @Nullable Question waiting;

    private static final class Question {
        private final OpenModel model;
        private final RunResult run;
        private final SteeringPlan plan;
        private @Nullable RunningTask task;
        private boolean settled;

        Question(OpenModel model, RunResult run, SteeringPlan plan) {
            this.model = model;
            this.run = run;
            this.plan = plan;
        }

        boolean isOfSameRun(Question other) {
            return model.equals(other.model) && run.equals(other.run);
        }

        /// The ids that ran, so that no tokenizer reads the prompt a second time.
        SteerRequest request() {
            return new SteerRequest(new Prompt.Ids(run.provenance().ids()), plan, TOP);
        }

        void cancel() {
            if (task != null) {
                task.cancel();
            }
        }
    }

    /// @param plan what the open model is changed by
    public NextTokenViewModel(Workspace workspace, ReadOnlyObjectProperty<SteeringPlan> plan, TaskExecutor tasks) {
        this.workspace = workspace;
        this.plan = plan;
        this.tasks = tasks;
        workspace.modelProperty().subscribe(_ -> refresh());
        workspace.runProperty().subscribe(_ -> refresh());
        plan.subscribe(_ -> refresh());
    }

    public ReadOnlyObjectProperty<NextTokens> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    private void refresh() {
        Optional<OpenModel> model = workspace.modelProperty().get();
        Optional<RunResult> run = workspace.runProperty().get();
        if (model.isEmpty() || run.isEmpty()) {
            stop();
            shown.set(new NextTokens.Nothing());
        } else if (plan.get().isNeutral()) {
            stop();
            shown.set(new NextTokens.Plain(run.get()));
        } else {
            want(new Question(model.get(), run.get(), plan.get()));
        }
    }

    private void stop() {
        waiting = null;
        if (asked != null) {
            asked.cancel();
            asked = null;
        }
    }

    private void want(Question question) {
        if (asked != null && asked.isOfSameRun(question)) {
            waiting = question;
        } else {
            stop();
            ask(question);
        }
    }

    private void ask(Question question) {
        asked = question;
        SteerRequest request = question.request();
        question.task = BackgroundTask.asking("Steering", () -> question.model.submitLatest(LANE, request))
                .onSuccess(result -> show(question, new NextTokens.Steered(result)))
                .onFailure(failure -> show(question, Cannot.because(failure)))
                .onEnd(() -> ended(question)).startWith(tasks);
    }

    private void show(Question question, NextTokens next) {
        question.settled = true;
        if (question == asked) {
            shown.set(next);
        }
    }

    private void ended(Question question) {
        if (question == asked) {
            asked = null;
            Question next = waiting;
            waiting = null;
            if (next != null) {
                ask(next);
            } else if (!question.settled) {
                shown.set(new Cannot("What the sliders do was not computed.", "Move one to ask again."));
            }
        }
    }
}
