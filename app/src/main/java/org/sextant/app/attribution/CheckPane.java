package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.PointsPane;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.ProgressText;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.runtime.model.RelevanceRules.Rule;

/// The estimate against the truth: a scatter that fills while nodes are patched, a verdict, the worst estimates.
final class CheckPane extends StackPane {
    private static final double TABLE = 324;
    private static final double NARROW = 150;

    private final AttributionViewModel model;
    private final PointsPane scatter;
    private final Label verdict = new Label();
    private final Label legend = new Label();
    private final Label progress = new Label();
    private final Button unhalved = new Button("Without half");
    private final CopyTable<CheckedCell> worst;
    private boolean marking;

    CheckPane(AttributionViewModel model, Executor pixels) {
        this.model = model;
        scatter = new PointsPane("attribution-scatter", pixels, this::picked);
        worst = new CopyTable<>("attribution-worst", "Checked nodes, the worst estimates first", List.of(
                Column.text("worst", 96, cell -> NodeWords.brief(cell.cell()), cell -> words(cell)),
                Column.number("estimate", 84, cell -> (float) cell.estimate()),
                Column.number("patched", 84, cell -> (float) cell.truth())));
        worst.setMinHeight(0);
        worst.setMinWidth(NARROW);
        worst.setPrefWidth(TABLE);
        worst.setMaxWidth(TABLE);
        worst.getSelectionModel().selectedItemProperty().subscribe(cell -> {
            if (cell != null && !marking) {
                model.selection().select(cell.cell(), false);
            }
        });
        verdict.setId("attribution-verdict");
        verdict.setWrapText(true);
        verdict.setMinHeight(USE_PREF_SIZE);
        unhalved.setId("attribution-without-half");
        unhalved.setMinWidth(USE_PREF_SIZE);
        unhalved.setTooltip(new Tooltip("Take the half rule out and hold the new estimates against the same nodes"));
        unhalved.setOnAction(_ -> model.inputs().toggle(Rule.HALF));
        unhalved.managedProperty().bind(unhalved.visibleProperty());
        HBox.setHgrow(verdict, Priority.ALWAYS);
        progress.setId("attribution-progress");
        progress.getStyleClass().addAll("muted", "tabular");
        progress.managedProperty().bind(progress.textProperty().isNotEmpty());
        model.check().patchingProperty().subscribe(this::follow);
        legend.getStyleClass().add("muted");
        var chart = new VBox(scatter, legend);
        VBox.setVgrow(scatter, Priority.ALWAYS);
        HBox.setHgrow(chart, Priority.ALWAYS);
        var head = new HBox(8, verdict, unhalved);
        var body = new HBox(8, chart, worst);
        VBox.setVgrow(body, Priority.ALWAYS);
        var content = new VBox(4, head, progress, body);
        content.setMinWidth(0);
        var states = new StatePane(content);
        StateShower.follow(model.check().stateProperty(), states, model.check()::check);
        getChildren().setAll(states);
        setMinSize(0, 0);
        model.check().checkProperty().subscribe(this::show);
        model.selection().selectedProperty().subscribe(_ -> mark());
    }

    private String words(CheckedCell cell) {
        return model.check().checkProperty().get().map(check -> check.of().words(cell.cell())).orElse("");
    }

    private void show(Optional<Check> check) {
        check.ifPresent(now -> {
            verdict.setText(now.verdict());
            unhalved.setVisible(now.halved());
            legend.setText("● " + MethodWords.title(now.of().request().settings().method())
                    + (now.ofAtp().isPresent() ? "   ○ AtP" : "") + "   line: estimate = truth");
            scatter.show(now.figure());
            marking = true;
            worst.getItems().setAll(now.worst());
            marking = false;
            mark();
        });
    }

    /// How far the patching is, and how long it takes still.
    private void follow(Optional<RunningTask> task) {
        progress.setText("");
        task.ifPresent(running -> running.progressProperty().subscribe(told -> told.filter(_ -> !running.isDone())
                .ifPresent(now -> progress.setText(ProgressText.of(now, running.estimate())))));
    }

    private void picked(int point) {
        model.check().checkProperty().get().filter(now -> point >= 0 && point < now.cells().size())
                .ifPresent(now -> model.selection().select(now.cells().get(point).cell(), false));
    }

    private void mark() {
        model.check().checkProperty().get().ifPresent(now -> scatter.selectedProperty()
                .set(IntStream.range(0, now.cells().size())
                        .filter(at -> model.selection().selectedProperty().get()
                                .filter(now.cells().get(at).cell()::equals).isPresent())
                        .findFirst()));
    }
}
