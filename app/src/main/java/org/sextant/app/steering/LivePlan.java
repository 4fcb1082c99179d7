package org.sextant.app.steering;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.steering.SteeringPlan;

/// Tells the open model the plan that a running text follows. Plans may be told by several threads at once; the newest
/// is told last.
final class LivePlan {
    private final TaskExecutor tasks;
    private volatile @Nullable Telling newest;

    private record Telling(OpenModel model, SteeringPlan plan) {}

    LivePlan(TaskExecutor tasks) {
        this.tasks = tasks;
    }

    void tell(Optional<OpenModel> model, SteeringPlan plan) {
        newest = model.map(open -> new Telling(open, plan)).orElse(null);
        if (newest != null) {
            tasks.unseen().execute(this::tellNewest);
        }
    }

    private synchronized void tellNewest() {
        Telling telling = newest;
        if (telling != null) {
            telling.model().steer(telling.plan());
        }
    }
}
