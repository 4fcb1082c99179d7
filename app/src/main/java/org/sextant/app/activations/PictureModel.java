package org.sextant.app.activations;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.steering.SteeringPlan;

/// What the four pictures have in common: while one is looked at, it asks for what the person chose, shows the newest
/// answer, and marks the shared selection in it.
///
/// @param <R> what the model answers
/// @param <P> which picture
public final class PictureModel<R, P extends Picture> {
    /// What is chosen.
    ///
    /// @param request the question for it under a plan
    /// @param picture made of an answer, on any thread
    record Choice<R, P>(Function<SteeringPlan, Request<R>> request, Function<R, P> picture) {}

    private final Workspace workspace;
    private final AspectViewModel aspect;
    private final Pace pace;
    private final Function<Looking, Choice<R, P>> choice;
    private final LatestAnswer<R, Drawing<P>> answer;
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper(this, "active");
    private final ReadOnlyObjectWrapper<Mark> mark = new ReadOnlyObjectWrapper<>(this, "mark", Mark.NONE);

    /// @param pace when it follows a slider
    /// @param choice the choices of the moment
    PictureModel(String title, PictureSources sources, Pace pace, Function<Looking, Choice<R, P>> choice) {
        this.workspace = sources.workspace();
        this.aspect = sources.aspect();
        this.pace = pace;
        this.choice = choice;
        this.answer = new LatestAnswer<>(title, "activations." + title, sources.tasks(), sources.cache());
        workspace.modelProperty().subscribe(ignored -> refresh());
        workspace.runProperty().subscribe(ignored -> refresh());
        aspect.planProperty(pace).subscribe(ignored -> refresh());
        aspect.aspectProperty().subscribe(ignored -> refresh());
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
            answer.ask(wish(looking.get()));
        }
    }

    private Wish<R, Drawing<P>> wish(Looking looking) {
        Choice<R, P> chosen = choice.apply(looking);
        Steered steered = aspect.steered(pace);
        return Wish.of(looking.model(), chosen.request(), steered.asked(),
                answers -> Drawing.of(answers.map(chosen.picture()), steered.shown()).asGiven(looking));
    }

    private void follow() {
        mark.set(picture().map(shown -> shown.mark(workspace.selection())).orElse(Mark.NONE));
    }
}
