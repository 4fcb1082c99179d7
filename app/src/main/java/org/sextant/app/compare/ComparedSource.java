package org.sextant.app.compare;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.Comparing;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.PairRequest;
import org.sextant.runtime.session.Prompt;

/// What all pictures of a comparison draw from.
///
/// @param context what the window gives
/// @param sides what is compared; empty while nothing is
record ComparedSource(ViewContext context, ReadOnlyObjectProperty<Optional<ComparedSides>> sides) {
    Workspace workspace() {
        return context.workspace();
    }

    TaskExecutor tasks() {
        return context.tasks();
    }

    Comparing comparing() {
        return context.comparing();
    }

    /// A question to both about the prompt, and what to make of the answer.
    <R, D> Supplier<Job<D>> asking(String lane, ComparedSides of, Function<Prompt, PairRequest<R>> request,
            Function<R, D> picture) {
        return () -> new NamedJob<>(
                comparing().pair(of.a(), of.b()).submitLatest(lane, request.apply(of.prompt())), picture);
    }
}
