package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorEdit;

/// A board without a window, where everything happens on the calling thread.
final class Boards {
    final Workspace workspace = new Workspace();
    final List<Throwable> bugs = new ArrayList<>();
    final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    final BoardViewModel board = new BoardViewModel(workspace, tasks);
    final BoardFiles files = new BoardFiles(workspace, board, tasks);
    final NextTokenViewModel next = new NextTokenViewModel(workspace, board.planProperty(), tasks);

    void open(StubModel model) {
        workspace.runProperty().set(Optional.empty());
        workspace.modelProperty().set(Optional.of(model));
    }

    void run(int... ids) {
        workspace.runProperty().set(Optional.of(StubModel.run(ids)));
    }

    RowViewModel row(int index) {
        return board.rows().get(index);
    }

    SteeringPlan plan() {
        return board.planProperty().get();
    }

    /// A vector at all layers of [StubModel].
    static SteeringVector vector(int width, Map<String, String> about) {
        TreeMap<Integer, float[]> layers = new TreeMap<>();
        for (int layer = 0; layer < StubModel.LAYERS; layer++) {
            layers.put(layer, new float[width]);
            layers.get(layer)[0] = 1;
        }
        return new SteeringVector(SiteKind.RESID_POST, layers, about);
    }

    static SteeringRow calm() {
        return NewRows.vector("calm", vector(StubModel.WIDTH, Map.of("layers", "1,2")));
    }

    /// The coefficient of the first edit; 0 without one.
    static double strength(SteeringPlan plan) {
        return plan.edits().stream().filter(VectorEdit.class::isInstance).map(VectorEdit.class::cast)
                .mapToDouble(VectorEdit::coefficient).findFirst().orElse(0);
    }
}
