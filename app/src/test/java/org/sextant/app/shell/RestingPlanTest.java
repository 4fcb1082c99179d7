package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sextant.app.state.Workspace;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;

class RestingPlanTest {
    private final Workspace workspace = new Workspace();
    private final ReadOnlyObjectWrapper<SteeringPlan> moving = new ReadOnlyObjectWrapper<>(SteeringPlan.NONE);
    private @Nullable Runnable waiting;
    private final RestingPlan resting = new RestingPlan(workspace, moving, work -> waiting = work);

    private static SteeringPlan plan(double coefficient) {
        return new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", new float[]{1}, coefficient)));
    }

    private SteeringPlan shown() {
        return resting.planProperty().get();
    }

    @Test
    void itFollowsOnceTheThumbRests() {
        moving.set(plan(1));
        moving.set(plan(2));
        assertThat(shown()).isEqualTo(SteeringPlan.NONE);
        Optional.ofNullable(waiting).orElseThrow().run();
        assertThat(shown()).isEqualTo(plan(2));
    }

    @Test
    void anotherModelOrRunNeedsNoRest() {
        moving.set(plan(1));
        workspace.modelProperty().set(Optional.of(new StubModel(true, List.of(), List.of())));
        assertThat(shown()).isEqualTo(plan(1));
    }
}
