package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Compared;
import org.sextant.app.state.LossTexts;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.Steering;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;

/// The compare view without a window, on two small models whose tokens are letters, `letters` and `others`.
final class CompareDesk implements AutoCloseable {
    final List<Throwable> bugs = new ArrayList<>();
    final Workspace workspace = new Workspace();
    final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    final TaskExecutor tasks = QueuedTaskExecutor.sameThread(new ErrorFunnel(bugs::add));
    final CompareViewModel view;
    private final Session session = Session.local();
    private final AnsweredModel llama;
    private final AnsweredModel gpt;

    CompareDesk(Path folder) {
        llama = open("v5/llama", folder.resolve("letters"));
        gpt = open("v4/gpt2", folder.resolve("others"));
        view = new CompareViewModel(new ViewContext(workspace, tasks, new ErrorFunnel(bugs::add), (_, _) -> {},
                new Steering(plan, plan), ViewContext.Demos.NONE, new AnsweredPair(session)));
        workspace.modelProperty().set(Optional.of(llama));
        workspace.lossTextsProperty()
                .set(Optional.of(new LossTexts("some", List.of(new Prompt.Text("tom met ann at the inn")))));
        view.setShowing(true);
    }

    private AnsweredModel open(String fixture, Path path) {
        Path made = CheckpointFolder.copyOf(fixture, path).withTokenizer().path();
        return new AnsweredModel(session.open(new OpenRequest(new ModelLocation.Folder(made))).await());
    }

    /// Runs a prompt in the first model.
    void run(String prompt) {
        workspace.runProperty().set(Optional.of(
                llama.submit(new RunRequest(new Prompt.Text(prompt), List.of(), 1, false)).await()));
    }

    /// Puts the second model beside the first.
    void compare() {
        workspace.comparedProperty().set(Optional.of(new Compared.Other(gpt)));
    }

    @Override
    public void close() {
        session.close();
    }
}
