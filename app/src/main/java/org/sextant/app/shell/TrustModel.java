package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.VerifyRequest;
import org.sextant.runtime.session.VerifyResult;

/// Whether the open model is computed correctly here. A small model is checked as soon as it is open; a larger one, whose
/// check takes a while, when the person asks.
final class TrustModel {
    private static final long SMALL = 5_000_000;

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<Optional<VerifyResult>> result = new ReadOnlyObjectWrapper<>(this, "result",
            Optional.empty());
    private final TaskSlot verifying = new TaskSlot();

    TrustModel(Workspace workspace, TaskExecutor tasks) {
        this.workspace = workspace;
        this.tasks = tasks;
        workspace.modelProperty().subscribe(this::opened);
    }

    /// What was found; empty until the open model has been checked.
    ReadOnlyObjectProperty<Optional<VerifyResult>> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// The check that is going on.
    ReadOnlyObjectProperty<Optional<RunningTask>> verifyingProperty() {
        return verifying.currentProperty();
    }

    /// Checks the open model against itself.
    void verify() {
        workspace.modelProperty().get().ifPresent(model -> verify(model, VerifyRequest.of(model.card())));
    }

    /// Checks the open model against itself and against a recording of another implementation.
    void verifyAgainst(Path recording) {
        workspace.modelProperty().get()
                .ifPresent(model -> verify(model, VerifyRequest.of(model.card()).against(recording)));
    }

    private void verify(OpenModel model, VerifyRequest request) {
        verifying.start(BackgroundTask.asking("Verifying " + model.card().name(), () -> model.submit(request))
                .onSuccess(found -> result.set(Optional.of(found))), tasks);
    }

    private void opened(Optional<OpenModel> model) {
        verifying.cancel();
        result.set(Optional.empty());
        if (model.filter(open -> open.card().parameters() <= SMALL).isPresent()) {
            verify();
        }
    }
}
