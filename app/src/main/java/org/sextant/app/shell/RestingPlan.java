package org.sextant.app.shell;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Workspace;
import org.sextant.runtime.steering.SteeringPlan;

/// The plan of the sliders once the thumb rests. What changes without a thumb, by another model or another run, counts
/// at once. Lives on the UI thread.
final class RestingPlan {
    private final ReadOnlyObjectProperty<SteeringPlan> moving;
    private final ReadOnlyObjectWrapper<SteeringPlan> plan;

    /// @param moving the plan with every move
    /// @param rest does something once nothing more has come for a moment
    RestingPlan(Workspace workspace, ReadOnlyObjectProperty<SteeringPlan> moving, Executor rest) {
        this.moving = moving;
        this.plan = new ReadOnlyObjectWrapper<>(this, "plan", moving.get());
        moving.subscribe((before, now) -> rest.execute(this::follow));
        workspace.modelProperty().subscribe(_ -> follow());
        workspace.runProperty().subscribe(_ -> follow());
    }

    ReadOnlyObjectProperty<SteeringPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    private void follow() {
        plan.set(moving.get());
    }
}
