package org.sextant.app.shell;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.view.Command;

/// The running text: it grows token by token, each token telling its id and probability.
final class GenerationPane extends VBox {
    private final GenerationModel model;
    private final GeneratedFlow flow = new GeneratedFlow();
    private final ScrollPane scroll = new ScrollPane(flow);

    GenerationPane(Workbench workbench, Command generate, Command cancel) {
        this.model = workbench.generation();
        getStyleClass().add("generation");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label summary = new Label();
        summary.setId("generation-summary");
        summary.getStyleClass().addAll("muted", "tabular");
        summary.textProperty().bind(model.summaryProperty());
        getChildren().addAll(head(workbench, generate, cancel), scroll, summary);
        model.setListener(new GenerationModel.Listener(this::begin, this::grow));
        begin();
    }

    private HBox head(Workbench workbench, Command generate, Command cancel) {
        Button start = Icons.button(Feather.EDIT_3, "Generate", generate);
        start.setId("generate");
        Button stop = Icons.button(Feather.SQUARE, "Stop", cancel);
        stop.setId("stop");
        start.visibleProperty().bind(model.runningProperty().map(Optional::isEmpty));
        start.managedProperty().bind(start.visibleProperty());
        stop.visibleProperty().bind(model.runningProperty().map(Optional::isPresent));
        stop.managedProperty().bind(stop.visibleProperty());
        Button copy = new Button();
        copy.setGraphic(new FontIcon(Feather.COPY));
        copy.getStyleClass().addAll("button-icon", "flat");
        copy.setTooltip(new Tooltip("Copy the generated text"));
        copy.setAccessibleText("Copy the generated text");
        copy.setOnAction(_ -> copy());
        copy.disableProperty().bind(model.summaryProperty().isEmpty());
        var sampling = new SamplingBar(workbench.preferences());
        HBox head = new HBox(start, stop, sampling, new Spacer(), copy);
        head.getStyleClass().add("output-head");
        return head;
    }

    private void begin() {
        flow.begin(model.text());
    }

    private void grow(int firstChanged) {
        flow.grow(firstChanged);
        scroll.setVvalue(1);
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.text().text());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
