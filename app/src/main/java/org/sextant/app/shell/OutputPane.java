package org.sextant.app.shell;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.chart.Numbers;
import org.sextant.app.view.Command;
import org.sextant.runtime.session.RunResult;

/// What comes out: the candidates for the next token, and the running text.
final class OutputPane extends HBox {
    private final NextTokenTable table = new NextTokenTable();
    private final Label time = new Label();

    OutputPane(Workbench workbench, Command generate, Command cancel) {
        getStyleClass().add("output");
        Label title = new Label("OUTPUT");
        title.getStyleClass().add("section-title");
        time.getStyleClass().addAll("muted", "tabular");
        Button copy = new Button();
        copy.setGraphic(new FontIcon(Feather.COPY));
        copy.getStyleClass().addAll("button-icon", "flat");
        copy.setTooltip(new Tooltip("Copy the table as tab-separated text"));
        copy.setAccessibleText("Copy the next-token table");
        copy.setOnAction(_ -> table.node().copy());
        copy.disableProperty().bind(Bindings.isEmpty(table.node().getItems()));
        HBox head = new HBox(title, time, new Spacer(), copy);
        head.getStyleClass().add("output-head");
        VBox left = new VBox(head, table.node());
        left.getStyleClass().add("output-next");
        VBox.setVgrow(table.node(), Priority.ALWAYS);
        GenerationPane generation = new GenerationPane(workbench, generate, cancel);
        HBox.setHgrow(generation, Priority.ALWAYS);
        getChildren().addAll(left, generation);
        workbench.workspace().runProperty().subscribe(this::show);
    }

    private void show(Optional<RunResult> run) {
        run.ifPresentOrElse(result -> table.show(result.top(), result.tokens().size() - 1), table::clear);
        time.setText(
                run.map(result -> "next token · " + Numbers.format(result.elapsedMillis()) + " ms").orElse(""));
    }
}
