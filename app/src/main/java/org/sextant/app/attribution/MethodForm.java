package org.sextant.app.attribution;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.Segments;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.model.RelevanceRules.Rule;

/// How nodes are scored: method, rules, direction, and whether the sliders count.
final class MethodForm extends VBox {
    private final AttributionViewModel model;
    private final AttributionInputs inputs;

    MethodForm(AttributionViewModel model, OpenDialog files) {
        this.model = model;
        this.inputs = model.inputs();
        getStyleClass().add("method-form");
        getChildren().setAll(method(), rules(), direction(), sae(files));
    }

    private Node method() {
        var box = new PickBox<AttributionMethod>("attribution-method", "Method", MethodWords::title,
                MethodWords::meaning, inputs.methodProperty()::set);
        inputs.methodProperty().subscribe(now -> box.offer(Arrays.asList(AttributionMethod.values()), now));
        return line("Method", box);
    }

    /// The router's rule has no effect without experts.
    private Node rules() {
        var rules = new FlowPane(4, 4);
        for (Rule rule : List.of(Rule.ZERO, Rule.LN, Rule.IDENTITY, Rule.HALF, Rule.AH, Rule.ROUTER_HALF)) {
            rules.getChildren().add(rule(rule));
        }
        Node router = rules.getChildren().getLast();
        router.managedProperty().bind(router.visibleProperty());
        model.workspace().modelProperty().subscribe(now -> router.setVisible(
                now.isEmpty() || now.get().card().experts().isPresent()));
        rules.setMinHeight(USE_PREF_SIZE);
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
        var segments = new Segments<>("attribution-", PatchDirection.class, inputs.directionProperty(),
                MethodWords::title, MethodWords::meaning);
        segments.visibleProperty().bind(inputs.methodProperty().map(method -> !method.ofTokens()));
        segments.managedProperty().bind(segments.visibleProperty());
        var line = new HBox(8, segments, follow());
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Node sae(OpenDialog files) {
        var box = new PickBox<Path>("attribution-sae", "SAE whose features are scored",
                folder -> String.valueOf(folder.getFileName()), _ -> "", inputs::choose);
        Runnable offer = () -> inputs.saeProperty().get().ifPresent(now -> box.offer(inputs.saesProperty().get(), now));
        inputs.saeProperty().subscribe(_ -> offer.run());
        inputs.saesProperty().subscribe(_ -> offer.run());
        var open = new Button(null, new FontIcon(Feather.FOLDER));
        open.setId("attribution-sae-open");
        open.getStyleClass().add("button-icon");
        open.setAccessibleText("Open the folder of an SAE");
        open.setTooltip(new Tooltip("Open the folder of an SAE"));
        open.setOnAction(_ -> files.folder("Open an SAE").ifPresent(inputs::choose));
        HBox line = line("SAE", box);
        line.getChildren().add(open);
        line.visibleProperty().bind(inputs.nodesProperty().isEqualTo(ShownNodes.FEATURES));
        line.managedProperty().bind(line.visibleProperty());
        return line;
    }

    private Node follow() {
        var box = new CheckBox("Sliders");
        box.setId("attribution-follow");
        box.setMinWidth(USE_PREF_SIZE);
        box.setAccessibleText("Follow the sliders");
        box.setTooltip(new Tooltip("Follow the sliders: steer both runs as they say, once the thumb rests"));
        box.selectedProperty().bindBidirectional(inputs.followProperty());
        return box;
    }

    private static HBox line(String title, Node node) {
        var label = new Label(title);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add("muted");
        label.setLabelFor(node);
        var line = new HBox(8, label, node);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
