package org.sextant.app.shell;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.ProgressText;

/// All that runs, oldest first: what it is, how far it is, and a way to cancel what was asked of the model.
final class TaskList extends VBox {
    private final ObservableList<RunningTask> running;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    /// Held here, for the tasks outlive the list.
    private final ListChangeListener<RunningTask> follower = _ -> follow();

    TaskList(ObservableList<RunningTask> running) {
        this.running = running;
        setId("task-list");
        getStyleClass().add("task-list");
        var title = new Label();
        title.getStyleClass().add("card-title");
        title.textProperty().bind(Bindings.createStringBinding(
                () -> rows.isEmpty() ? "Nothing is running" : rows.size() == 1 ? "Running" : "Running: " + rows.size(),
                rows));
        var lines = new VBox();
        lines.getStyleClass().add("task-rows");
        rows.addListener((ListChangeListener<Row>) _ -> lines.getChildren().setAll(rows));
        getChildren().addAll(title, lines);
        running.addListener(follower);
        follow();
    }

    /// Follows the tasks no longer.
    void close() {
        running.removeListener(follower);
    }

    private void follow() {
        rows.removeIf(row -> !running.contains(row.task));
        List<RunningTask> shown = rows.stream().map(row -> row.task).toList();
        running.stream().filter(task -> !shown.contains(task)).map(Row::new).forEach(rows::add);
    }

    private static final class Row extends HBox {
        private final RunningTask task;
        private final Label progress = new Label();
        private final ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);

        Row(RunningTask task) {
            this.task = task;
            getStyleClass().add("task-row");
            var words = new VBox(new Label(task.title()), progress);
            HBox.setHgrow(words, Priority.ALWAYS);
            progress.getStyleClass().addAll("muted", "tabular");
            progress.managedProperty().bind(progress.textProperty().isNotEmpty());
            bar.getStyleClass().add("small");
            bar.setAccessibleText(task.title());
            Button cancel = new Button();
            cancel.setGraphic(new FontIcon(Feather.X));
            cancel.getStyleClass().addAll("button-icon", "flat");
            cancel.setTooltip(new Tooltip("Cancel"));
            cancel.setAccessibleText("Cancel " + task.title());
            cancel.setOnAction(_ -> task.cancel());
            cancel.setVisible(task.isQuestion());
            getChildren().addAll(words, bar, cancel);
            task.progressProperty().subscribe(now -> now.ifPresent(step -> {
                progress.setText(ProgressText.of(step, task.estimate()));
                bar.setProgress(step.total() > 0 ? step.fraction() : ProgressBar.INDETERMINATE_PROGRESS);
            }));
        }
    }
}
