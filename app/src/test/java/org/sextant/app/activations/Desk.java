package org.sextant.app.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;

/// A workspace without a window, where everything happens on the calling thread.
final class Desk {
    final Workspace workspace = new Workspace();
    final List<Throwable> bugs = new ArrayList<>();
    final TaskExecutor tasks = QueuedTaskExecutor.sameThread(new ErrorFunnel(bugs::add));
    final ResultCache cache = new ResultCache();

    /// A desk with a model and its run of [Samples#TOKENS].
    static Desk with(StubModel model) {
        var desk = new Desk();
        desk.open(model);
        return desk;
    }

    void open(StubModel model) {
        workspace.modelProperty().set(Optional.of(model));
        workspace.runProperty().set(Optional.of(Samples.run(Map.of())));
    }
}
