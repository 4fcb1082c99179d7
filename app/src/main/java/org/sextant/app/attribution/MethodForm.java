package org.sextant.app.attribution;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.Segments;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.model.RelevanceRules.Rule;

/// How nodes are scored: method, rules, direction, and whether the sliders count.
final class MethodForm extends VBox {
    private final AttributionInputs inputs;

    MethodForm(AttributionViewModel model, OpenDialog files) {
        inputs = model.inputs();
        getStyleClass().add("method-form");
        getChildren().setAll(method(), rules(), direction(), sae(files), follow());
    }

    private Node method() {
        var box = new PickBox<AttributionMethod>("attribution-method", "Method", MethodWords::title,
                MethodWords::meaning, inputs.methodProperty()::set);
        inputs.methodProperty().subscribe(now -> box.offer(Arrays.asList(AttributionMethod.values()), now));
        return line("Method", box);
    }

    private Node rules() {
        var rules = new FlowPane(4, 4);
        for (Rule rule : List.of(Rule.ZERO, Rule.LN, Rule.IDENTITY, Rule.HALF, Rule.AH, Rule.ROUTER_HALF)) {
            rules.getChildren().add(rule(rule));
        }
        rules.visibleProperty().bind(inputs.methodProperty().isEqualTo(AttributionMethod.RELP));
        rules.managedProperty().bind(rules.visibleProperty());
        return rules;
    }

    private Node rule(Rule rule) {
        var button = new ToggleButton(MethodWords.title(rule));
        button.setId("attribution-rule-" + rule.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        button.setTooltip(new Tooltip("Rule " + MethodWords.title(rule) + ": " + MethodWords.meaning(rule)));
        button.setAccessibleText("Rule " + MethodWords.title(rule));
        button.getStyleClass().add("rule");
        button.setDisable(rule == Rule.ZERO);
        button.setOnAction(_ -> inputs.toggle(rule));
        inputs.rulesProperty().subscribe(now -> button.setSelected(rule == Rule.ZERO || now.contains(rule)));
        return button;
    }

    private Node direction() {
        return new Segments<>("attribution-", PatchDirection.class, inputs.directionProperty(), MethodWords::title,
                MethodWords::meaning);
    }

    private Node sae(OpenDialog files) {
        var button = new Button();
        button.setId("attribution-sae");
        button.setTooltip(new Tooltip("Choose the folder of the SAE whose features are scored"));
        button.textProperty().bind(inputs.saeProperty()
                .map(folder -> folder.map(Path::getFileName).map(name -> "SAE: " + name).orElse("SAE folder…")));
        button.setOnAction(_ -> files.folder("Open an SAE").ifPresent(folder -> inputs.saeProperty()
                .set(Optional.of(folder))));
        button.visibleProperty().bind(inputs.nodesProperty().isEqualTo(ShownNodes.FEATURES));
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private Node follow() {
        var box = new CheckBox("Follow the sliders");
        box.setId("attribution-follow");
        box.setTooltip(new Tooltip("Steer both runs as the sliders say, once the thumb rests"));
        box.selectedProperty().bindBidirectional(inputs.followProperty());
        return box;
    }

    private static Node line(String title, Node node) {
        var label = new Label(title);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add("muted");
        label.setLabelFor(node);
        var line = new HBox(8, label, node);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
