package org.sextant.app.shell;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.chart.TracksPane;
import org.sextant.app.view.Command;
import org.sextant.app.view.CopyTable;

/// The running text: it grows token by token, each token telling its id and probability. Where the sliders change
/// something there are two texts, which scroll together, and a strip of how the coefficients moved.
final class GenerationPane extends VBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final double BESIDE_TEXT = 4;

    private final GenerationModel model;
    private final GeneratedFlow flow = new GeneratedFlow("Generate continues the prompt here, token by token");
    private final GeneratedFlow steered = new GeneratedFlow("");
    private final EqualColumns columns = new EqualColumns(VPos.TOP, flow, steered);
    private final ScrollPane scroll = new ScrollPane(columns);
    private final EqualColumns titles = new EqualColumns(VPos.CENTER, title("UNSTEERED"), title("STEERED"));
    private final TracksPane strip = new TracksPane("token");
    private boolean atEnd = true;

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
        var foot = new EqualColumns(VPos.CENTER, told(workbench), strip);
        columns.getStyleClass().add("generated-columns");
        foot.getStyleClass().add("generation-foot");
        columns.heightProperty().subscribe(_ -> heightChanged());
        scroll.viewportBoundsProperty().subscribe(seen -> {
            titles.setMaxWidth(seen.getWidth() + 2 * BESIDE_TEXT);
            foot.setMaxWidth(seen.getWidth() + 2 * BESIDE_TEXT);
        });
        getChildren().addAll(head(workbench, generate, cancel), titles, scroll, foot);
        model.staleProperty().subscribe(stale -> {
            columns.pseudoClassStateChanged(STALE, stale);
            strip.pseudoClassStateChanged(STALE, stale);
        });
        model.setListener(new GenerationModel.Listener(this::begin, this::grow, this::growSteered));
        begin();
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
        HBox head = new HBox(start, stop, sampling, new Spacer(), copy);
        head.getStyleClass().add("output-head");
        return head;
    }

    /// How the sliders act, and how far the text is; under each other where they have no room beside each other.
    private FlowPane told(Workbench workbench) {
        var writing = new SteeredWriting(workbench.preferences());
        writing.visibleProperty().bind(Bindings.createBooleanBinding(
                () -> !workbench.workspace().steeringProperty().get().rows().isEmpty(),
                workbench.workspace().steeringProperty()));
        writing.managedProperty().bind(writing.visibleProperty());
        Label summary = new Label();
        summary.setId("generation-summary");
        summary.getStyleClass().addAll("muted", "tabular");
        summary.textProperty().bind(model.summaryProperty());
        FlowPane told = new FlowPane(writing, summary);
        told.getStyleClass().add("generation-told");
        summary.maxWidthProperty().bind(told.widthProperty());
        return told;
    }

    private void begin() {
        Optional<SteeredText> beside = model.texts().steered();
        for (Node part : new Node[]{titles, steered, strip}) {
            part.setVisible(beside.isPresent());
            part.setManaged(beside.isPresent());
        }
        atEnd = true;
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
        atEnd = columns.getHeight() <= scroll.getViewportBounds().getHeight() || scroll.getVvalue() >= scroll.getVmax();
    }

    /// Who has scrolled back to read stays there.
    private void heightChanged() {
        if (atEnd) {
            scroll.setVvalue(scroll.getVmax());
        }
    }

    private void copy() {
        CopyTable.toClipboard(model.texts().copied());
    }
}
