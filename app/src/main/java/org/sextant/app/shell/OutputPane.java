package org.sextant.app.shell;

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
import org.sextant.app.steering.NextTokens;
import org.sextant.app.view.Command;

/// What comes out: the candidates for the next token, and the running text.
final class OutputPane extends HBox {
    private final NextTokenTable table = new NextTokenTable();
    private final Label time = new Label();

    OutputPane(Workbench workbench, Command generate, Command cancel) {
        getStyleClass().add("output");
        Label title = new Label("OUTPUT");
        title.getStyleClass().add("section-title");
        title.setMinWidth(USE_PREF_SIZE);
        time.getStyleClass().addAll("muted", "tabular");
        Button copy = new Button();
        copy.setGraphic(new FontIcon(Feather.COPY));
        copy.getStyleClass().addAll("button-icon", "flat");
        copy.setTooltip(new Tooltip("Copy the table as tab-separated text"));
        copy.setAccessibleText("Copy the next-token table");
        copy.setOnAction(_ -> table.node().copy());
        HBox head = new HBox(title, time, new Spacer(), copy);
        head.getStyleClass().add("output-head");
        VBox left = new VBox(head, table);
        left.getStyleClass().add("output-next");
        VBox.setVgrow(table, Priority.ALWAYS);
        GenerationPane generation = new GenerationPane(workbench, generate, cancel);
        HBox.setHgrow(generation, Priority.ALWAYS);
        getChildren().addAll(left, generation);
        workbench.nextTokens().shownProperty().subscribe(next -> {
            table.show(next);
            time.setText(title(next));
            time.setTooltip(next instanceof NextTokens.Steered(var result)
                    ? new Tooltip(
                            "KL divergence of the steered from the unsteered next token; computed anew from block "
                                    + result.firstBlock() + " on")
                    : null);
            copy.setDisable(table.node().getItems().isEmpty());
        });
    }

    private static String title(NextTokens next) {
        return switch (next) {
            case NextTokens.Nothing _,NextTokens.Cannot _ -> "";
            case NextTokens.Plain(var run) -> "next token · " + Numbers.format(run.elapsedMillis()) + " ms";
            case NextTokens.Steered(var result) -> "next token · KL " + Numbers.format(result.divergence())
                    + " nats · " + Numbers.format(result.elapsedMillis()) + " ms";
        };
    }
}
