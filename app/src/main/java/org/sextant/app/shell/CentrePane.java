package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

import org.sextant.app.task.RunningTask;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.session.OpenModel;

/// The middle of the window: the chosen view, or what is missing until there is something to see.
final class CentrePane extends StackPane {
    private final Workbench workbench;
    private final ObjectProperty<Optional<WorkbenchView>> current;
    private final StackPane holder = new StackPane();
    private final StatePane state = new StatePane(holder);
    private final ShellCommands commands;
    private final StartPane start;
    private Optional<WorkbenchView> showing = Optional.empty();
    private Optional<OpenModel> opened = Optional.empty();

    CentrePane(Workbench workbench, ObjectProperty<Optional<WorkbenchView>> current, ShellCommands commands) {
        this.workbench = workbench;
        this.current = current;
        this.commands = commands;
        this.start = new StartPane(workbench, commands.open);
        getStyleClass().add("centre");
        getChildren().add(state);
        current.subscribe(_ -> update());
        workbench.workspace().modelProperty().subscribe(_ -> update());
        workbench.workspace().runProperty().subscribe(_ -> update());
        workbench.start().beginningProperty().subscribe(_ -> update());
        workbench.models().loadingProperty().subscribe(_ -> update());
        workbench.prompt().runningProperty().subscribe(_ -> update());
    }

    private void update() {
        Optional<OpenModel> model = workbench.workspace().modelProperty().get();
        boolean ready = workbench.workspace().runProperty().get().isPresent();
        show(ready ? current.get() : Optional.empty());
        if (!ready) {
            showBeforeRun(model);
        }
        Optional<RunningTask> loading = workbench.models().loadingProperty().get();
        Optional<RunningTask> running = workbench.prompt().runningProperty().get();
        if (loading.isPresent()) {
            state.showComputing(loading.get());
        } else if (running.isPresent()) {
            state.showComputing(running.get());
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
            opened = Optional.empty();
            next.ifPresent(view -> view.setShowing(true));
        }
    }

    /// What there is to begin with, then what has been opened, until it has run something. While the window opens its
    /// first model there is nothing to choose.
    private void showBeforeRun(Optional<OpenModel> model) {
        if (model.isEmpty()) {
            opened = model;
            Node[] begin = workbench.start().beginningProperty().get() ? new Node[0] : new Node[]{start};
            if (!holder.getChildren().equals(List.of(begin))) {
                holder.getChildren().setAll(begin);
            }
        } else if (!model.equals(opened)) {
            opened = model;
            holder.getChildren().setAll(new OpenedPane(model.get().card(), commands));
        }
    }
}
