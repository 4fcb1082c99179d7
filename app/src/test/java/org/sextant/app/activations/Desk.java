package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.Steering;
import org.sextant.runtime.steering.SteeringPlan;

/// A workspace without a window, where everything happens on the calling thread.
final class Desk {
    final Workspace workspace = new Workspace();
    final List<Throwable> bugs = new ArrayList<>();
    final TaskExecutor tasks = QueuedTaskExecutor.sameThread(new ErrorFunnel(bugs::add));
    final ReadOnlyObjectWrapper<SteeringPlan> plan = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    final ReadOnlyObjectWrapper<SteeringPlan> atRest = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    final AspectViewModel aspect = new AspectViewModel(new Steering(plan, atRest));
    final PictureSources sources = new PictureSources(workspace, tasks, new ResultCache(), aspect);

    /// A desk with a model and its run of [Samples#TOKENS].
    static Desk with(StubModel model) {
        var desk = new Desk();
        desk.open(model);
        return desk;
    }

    /// Moves a slider; the thumb has not come to rest.
    void slide(double coefficient) {
        plan.set(Samples.plan(coefficient));
    }

    /// Lets the thumb rest.
    void rest() {
        atRest.set(plan.get());
    }

    void open(StubModel model) {
        workspace.modelProperty().set(Optional.of(model));
        workspace.runProperty().set(Optional.of(Samples.run(Map.of())));
    }
}
