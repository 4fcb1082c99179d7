package org.sextant.app.routing;

import java.util.Arrays;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;

/// The two lists of prompts, and how they are compared.
final class ResonanceForm extends VBox {
    private static final int MOST_TOKENS = 512;

    private final ResonanceViewModel model;
    private final ResonanceInputs inputs;

    ResonanceForm(ResonanceViewModel model, OpenDialog files) {
        this.model = model;
        this.inputs = model.inputs();
        getStyleClass().add("resonance-form");
        setMinWidth(180);
        var target = new PromptList("target", "Target", "the class of prompts that is asked about",
                inputs.targetProperty(), model, files);
        var rest = new PromptList("rest", "Rest", "all other prompts", inputs.restProperty(), model, files);
        VBox.setVgrow(target, Priority.ALWAYS);
        VBox.setVgrow(rest, Priority.ALWAYS);
        getChildren().setAll(target, rest, line("count", measure(), span()),
                choices(),
                responses(), phrases(), actions());
    }

    /// In a narrow form they take two rows.
    private Node choices() {
        var choices = new FlowPane(8, 4,
                check("resonance-per-token", "per token", "Divide by the number of tokens, so that prompts of"
                        + " different lengths weigh alike", inputs.perTokenProperty()),
                conversations(), check("resonance-steered", "steered",
                        "Read the routers under the sliders as they are now", inputs.steeredProperty()));
        choices.setMinHeight(USE_PREF_SIZE);
        choices.setPrefWrapLength(0);
        return choices;
    }

    private static HBox form(Node... nodes) {
        var line = new HBox(nodes);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static HBox line(String name, Node... nodes) {
        var label = new Label(name);
        label.getStyleClass().add("muted");
        label.setMinWidth(USE_PREF_SIZE);
        HBox line = form(label);
        line.getChildren().addAll(nodes);
        return line;
    }

    private Node measure() {
        var box = new PickBox<Measure>("resonance-measure", "What is added up", Measure::id,
                each -> each == Measure.TOKENS ? "tokens that an expert sees" : "the weights that it has for them",
                inputs.measureProperty()::set);
        inputs.measureProperty().subscribe(now -> box.offer(Arrays.asList(Measure.values()), now));
        return box;
    }

    private Node span() {
        var box = new PickBox<Span>("resonance-span", "Whose tokens count", each -> switch (each) {
            case PROMPT -> "prompt";
            case GENERATED -> "response";
            case ALL -> "both";
        }, _ -> "", inputs.spanProperty()::set);
        inputs.spanProperty().subscribe(now -> box.offer(Arrays.asList(Span.values()), now));
        return box;
    }

    private static CheckBox check(String id, String title, String meaning, BooleanProperty value) {
        var box = new CheckBox(title);
        box.setId(id);
        box.setMinWidth(USE_PREF_SIZE);
        box.setTooltip(new Tooltip(meaning));
        box.selectedProperty().bindBidirectional(value);
        return box;
    }

    private Node conversations() {
        CheckBox box = check("resonance-as-user", "as user",
                "Put each prompt through the model's chat template, as what a user says",
                inputs.conversationsProperty());
        box.visibleProperty().bind(inputs.canConverseProperty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    /// Responses are read where they count, and where classes shall go by them.
    private Node responses() {
        CheckBox box = check("resonance-responses", "responses",
                "Let the model respond to each prompt, so that classes can go by the responses",
                inputs.responsesProperty());
        var needed = inputs.spanProperty().isNotEqualTo(Span.PROMPT);
        box.disableProperty().bind(needed);
        var tokens = new Spinner<Integer>(2, MOST_TOKENS, inputs.newTokensProperty().get());
        tokens.setId("resonance-new-tokens");
        tokens.setEditable(true);
        tokens.setPrefWidth(68);
        tokens.setMinWidth(64);
        tokens.setTooltip(new Tooltip("How many tokens each response has at most"));
        tokens.setAccessibleText("Tokens of a response");
        tokens.valueProperty().subscribe(now -> {
            if (now != null) {
                inputs.newTokensProperty().set(now);
            }
        });
        tokens.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                tokens.commitValue();
            }
        });
        tokens.disableProperty().bind(inputs.responsesProperty().not().and(needed.not()));
        var unit = new Label("tokens");
        unit.getStyleClass().add("muted");
        return form(box, tokens, unit);
    }

    private Node phrases() {
        var field = new TextField();
        field.setId("resonance-phrases");
        field.setAccessibleText("Phrases of the target's responses, separated by commas");
        field.setTooltip(
                new Tooltip("A response with one of these phrases is of the target class; separate by commas"));
        field.textProperty().bindBidirectional(inputs.phrasesProperty());
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setMinWidth(0);
        HBox line = line("target says", field);
        line.visibleProperty().bind(inputs.responsesProperty().or(inputs.spanProperty().isNotEqualTo(Span.PROMPT)));
        line.managedProperty().bind(line.visibleProperty());
        return line;
    }

    private Node actions() {
        var examples = new Button("Examples", new FontIcon(Feather.BOOK_OPEN));
        examples.setId("resonance-examples");
        examples.setMinWidth(USE_PREF_SIZE);
        examples.setTooltip(new Tooltip("Requests that harbour-moe refuses, and requests that it answers"));
        examples.setOnAction(_ -> model.takeExamples());
        var compare = new Button();
        compare.setId("resonance-compare");
        compare.getStyleClass().add("accent");
        compare.setMinWidth(USE_PREF_SIZE);
        compare.setTooltip(new Tooltip("Read the routers at every prompt and compare  (Ctrl+Shift+D)"));
        compare.textProperty().bind(Bindings.createStringBinding(
                () -> model.askingProperty().get().isPresent() ? "Stop" : "Compare", model.askingProperty()));
        compare.setOnAction(_ -> {
            if (model.askingProperty().get().isPresent()) {
                model.cancel();
            } else {
                model.compareLists();
            }
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return form(examples, space, compare);
    }
}
