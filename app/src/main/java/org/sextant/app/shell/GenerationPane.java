package org.sextant.app.shell;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.chart.TracksPane;
import org.sextant.app.view.Command;

/// The running text: it grows token by token, each token telling its id and probability. Where the sliders change
/// something there are two texts, which scroll together, and a strip of how the coefficients moved.
final class GenerationPane extends VBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final GenerationModel model;
    private final GeneratedFlow flow = new GeneratedFlow("Generate continues the prompt here, token by token");
    private final GeneratedFlow steered = new GeneratedFlow("");
    private final HBox columns = columns(flow, steered);
    private final ScrollPane scroll = new ScrollPane(columns);
    private final HBox titles = columns(title("UNSTEERED"), title("STEERED"));
    private final TracksPane strip = new TracksPane("token");

    GenerationPane(Workbench workbench, Command generate, Command cancel) {
        this.model = workbench.generation();
        getStyleClass().add("generation");
        steered.setId("generated-steered");
        steered.setAccessibleText("Steered text");
        strip.setId("coefficients");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        titles.getStyleClass().add("generated-titles");
        Label summary = new Label();
        summary.setId("generation-summary");
        summary.getStyleClass().addAll("muted", "tabular");
        summary.textProperty().bind(model.summaryProperty());
        HBox foot = columns(summary, strip);
        foot.getStyleClass().add("generation-foot");
        getChildren().addAll(head(workbench, generate, cancel), titles, scroll, foot);
        model.staleProperty().subscribe(stale -> columns.pseudoClassStateChanged(STALE, stale));
        model.setListener(new GenerationModel.Listener(this::begin, this::grow, this::growSteered));
        begin();
    }

    /// Side by side, equally wide.
    private static HBox columns(Region left, Region right) {
        for (Region column : new Region[]{left, right}) {
            column.setMinWidth(0);
            column.setPrefWidth(0);
            column.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(column, Priority.ALWAYS);
        }
        HBox columns = new HBox(left, right);
        columns.getStyleClass().add("generated-columns");
        return columns;
    }

    private static Label title(String text) {
        Label title = new Label(text);
        title.getStyleClass().add("section-title");
        return title;
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
        var writing = new SteeredWriting(workbench.preferences());
        writing.visibleProperty().bind(Bindings.createBooleanBinding(
                () -> !workbench.workspace().steeringProperty().get().rows().isEmpty(),
                workbench.workspace().steeringProperty()));
        writing.managedProperty().bind(writing.visibleProperty());
        HBox head = new HBox(start, stop, sampling, writing, new Spacer(), copy);
        head.getStyleClass().add("output-head");
        return head;
    }

    private void begin() {
        Optional<SteeredText> beside = model.texts().steered();
        for (Node part : new Node[]{titles, steered, strip}) {
            part.setVisible(beside.isPresent());
            part.setManaged(beside.isPresent());
        }
        flow.begin(model.text());
        flow.setAccessibleText(beside.isPresent() ? "Unsteered text" : "Generated text");
        beside.ifPresent(text -> {
            steered.begin(text.text());
            strip.show(text.coefficients());
        });
    }

    private void grow(int firstChanged) {
        flow.grow(firstChanged);
        grown();
    }

    private void growSteered(int firstChanged) {
        steered.grow(firstChanged);
        strip.changed();
        grown();
    }

    private void grown() {
        model.texts().steered().ifPresent(beside -> {
            flow.mark(beside.firstDifference());
            steered.mark(beside.firstDifference());
        });
        scroll.setVvalue(1);
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.texts().copied());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
