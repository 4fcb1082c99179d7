package org.sextant.app.activations;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.activations.LatestAnswer.Plan;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.PaneState;

/// What the four pictures have in common: while one is looked at, it asks for what the person chose, shows the newest
/// answer, and marks the shared selection in it.
///
/// @param <R> what the model answers
/// @param <P> which picture
public final class PictureModel<R, P extends Picture> {
    private final Workspace workspace;
    private final Function<Looking, Plan<R, Drawing<P>>> plan;
    private final LatestAnswer<R, Drawing<P>> answer;
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper(this, "active");
    private final ReadOnlyObjectWrapper<Mark> mark = new ReadOnlyObjectWrapper<>(this, "mark", Mark.NONE);

    /// @param plan what to ask and how to draw it, from the choices of the moment
    PictureModel(
            String title,
            Workspace workspace,
            TaskExecutor tasks,
            ResultCache cache,
            Function<Looking, Plan<R, Drawing<P>>> plan) {
        this.workspace = workspace;
        this.plan = plan;
        this.answer = new LatestAnswer<>(title, "activations." + title, tasks, cache);
        workspace.modelProperty().subscribe(ignored -> refresh());
        workspace.runProperty().subscribe(ignored -> refresh());
        workspace.selectionProperty().subscribe(ignored -> follow());
        drawingProperty().subscribe(ignored -> follow());
    }

    /// The newest picture; stays while the next is computed.
    public ReadOnlyObjectProperty<Optional<Drawing<P>>> drawingProperty() {
        return answer.valueProperty();
    }

    public Optional<P> picture() {
        return drawingProperty().get().map(Drawing::picture);
    }

    public ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    /// Where the picture shows the shared selection.
    public ReadOnlyObjectProperty<Mark> markProperty() {
        return mark.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty activeProperty() {
        return active.getReadOnlyProperty();
    }

    /// Selects what a cell stands for.
    public void select(int row, int column) {
        picture().ifPresent(shown -> workspace.select(shown.select(workspace.selection(), row, column)));
    }

    /// The same on the way of a gesture: the history remembers where it began.
    void pass(int row, int column) {
        picture().ifPresent(shown -> workspace.moveSelection(shown.select(workspace.selection(), row, column)));
    }

    public void cancel() {
        answer.cancel();
    }

    /// Asks again what failed or was cancelled.
    public void askAgain() {
        answer.drop();
        refresh();
    }

    /// Whether anybody looks at this picture. One that is hidden asks for nothing.
    void setActive(boolean looking) {
        active.set(looking);
        if (looking) {
            refresh();
        } else {
            answer.drop();
        }
    }

    /// Asks for what is chosen now.
    void refresh() {
        Optional<Looking> looking = Looking.at(workspace);
        if (looking.isEmpty()) {
            answer.clear(Looking.reason(workspace));
        } else if (active.get()) {
            answer.ask(looking.get().model(), plan.apply(looking.get()));
        }
    }

    private void follow() {
        mark.set(picture().map(shown -> shown.mark(workspace.selection())).orElse(Mark.NONE));
    }
}
