package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.Command;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.WorkbenchView;

/// The middle of the window: the chosen view, or what is missing until there is something to see.
final class CentrePane extends StackPane {
    private final Workbench workbench;
    private final ObjectProperty<Optional<WorkbenchView>> current;
    private final StackPane holder = new StackPane();
    private final StatePane state = new StatePane(holder);
    private final Command open;
    private final Command run;
    private Optional<WorkbenchView> showing = Optional.empty();

    CentrePane(Workbench workbench, ObjectProperty<Optional<WorkbenchView>> current, Command open, Command run) {
        this.workbench = workbench;
        this.current = current;
        this.open = open;
        this.run = run;
        getStyleClass().add("centre");
        getChildren().add(state);
        current.subscribe(_ -> update());
        workbench.workspace().modelProperty().subscribe(_ -> update());
        workbench.workspace().runProperty().subscribe(_ -> update());
        workbench.models().loadingProperty().subscribe(_ -> update());
        workbench.prompt().runningProperty().subscribe(_ -> update());
    }

    private void update() {
        boolean ready = workbench.workspace().runProperty().get().isPresent();
        show(ready ? current.get() : Optional.empty());
        Optional<RunningTask> loading = workbench.models().loadingProperty().get();
        Optional<RunningTask> running = workbench.prompt().runningProperty().get();
        if (loading.isPresent()) {
            state.showComputing(loading.get());
        } else if (running.isPresent()) {
            state.showComputing(running.get());
        } else if (workbench.workspace().modelProperty().get().isEmpty()) {
            state.showNothing(Feather.FOLDER, "No model is open",
                    "Open a folder in Hugging Face layout, with config.json and safetensors, or drop one here.",
                    Optional.of(open));
        } else if (!ready) {
            state.showNothing(Feather.PLAY, "No prompt has been run",
                    "Type a prompt above and run it to see what happens inside.", Optional.of(run));
        } else {
            state.showResult();
        }
    }

    private void show(Optional<WorkbenchView> next) {
        if (!next.equals(showing)) {
            showing.ifPresent(view -> view.setShowing(false));
            showing = next;
            List<Node> nodes = next.map(view -> List.of(view.node())).orElse(List.of());
            holder.getChildren().setAll(nodes);
            next.ifPresent(view -> view.setShowing(true));
        }
    }
}
