package org.sextant.app.routing;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Which plans are tried: the board's, and those that the resonance of experts gives.
final class EffectPlansForm extends VBox {
    private static final int MOST_EXPERTS = 9999;
    private static final int MOST_DRAWS = 100;

    EffectPlansForm(EffectViewModel model) {
        EffectInputs inputs = model.inputs();
        getStyleClass().add("resonance-form-part");
        var title = new Label("Plans");
        title.getStyleClass().add("list-title");
        title.setMinWidth(0);
        CheckBox board = check("effect-board", "the board’s plan", "What the sliders do now", inputs.boardProperty());
        board.disableProperty().bind(
                model.context().workspace().steeringProperty().map(set -> set.plan().isNeutral()));
        var experts = new VBox(
                line(check("effect-top", "top off", "Switch the most resonant experts off",
                        inputs.top().chosenProperty()), count("effect-top-count", inputs.top(), "off")),
                line(check("effect-random", "random off",
                        "Switch as many off, by chance, in the same layers: the control",
                        inputs.random().chosenProperty()),
                        count("effect-random-count", inputs.random(), "off by chance")),
                draws(inputs),
                line(check("effect-forced", "top forced", "Force the most resonant experts on, for every token",
                        inputs.forced().chosenProperty()), count("effect-forced-count", inputs.forced(), "forced")));
        experts.getStyleClass().add("resonance-form-part");
        ObservableValue<Boolean> compared = model.resonance().shownProperty().map(Optional::isPresent);
        experts.disableProperty().bind(compared.map(known -> !known));
        var hint = new Label("For plans about experts, compare two lists under Resonance first.");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        hint.getStyleClass().add("muted");
        hint.visibleProperty().bind(compared.map(known -> !known));
        hint.managedProperty().bind(hint.visibleProperty());
        getChildren().setAll(title, line(board), experts, hint);
    }

    private static HBox line(Node first, Node... more) {
        var line = new HBox(first);
        if (more.length > 0) {
            var space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            line.getChildren().add(space);
        }
        line.getChildren().addAll(more);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    static CheckBox check(String id, String title, String meaning, BooleanProperty value) {
        var box = new CheckBox(title);
        box.setId(id);
        box.setMinWidth(USE_PREF_SIZE);
        box.setTooltip(new Tooltip(meaning));
        box.selectedProperty().bindBidirectional(value);
        return box;
    }

    private static Spinner<Integer> count(String id, EffectInputs.Experts experts, String what) {
        Spinner<Integer> spinner = spinner(id, "How many experts are " + what, 1, MOST_EXPERTS,
                experts.countProperty());
        spinner.disableProperty().bind(Bindings.not(experts.chosenProperty()));
        return spinner;
    }

    private static Node draws(EffectInputs inputs) {
        Spinner<Integer> draws = spinner("effect-draws", "How often experts are drawn by chance", 1, MOST_DRAWS,
                inputs.drawsProperty());
        Spinner<Integer> seed = spinner("effect-seed", "Seed of the first draw", 0, Integer.MAX_VALUE,
                inputs.seedProperty());
        HBox line = line(muted("draws"), draws, muted("seed"), seed);
        line.getStyleClass().add("effect-indented");
        line.disableProperty().bind(Bindings.not(inputs.random().chosenProperty()));
        return line;
    }

    static Label muted(String text) {
        var label = new Label(text);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add("muted");
        return label;
    }

    static Spinner<Integer> spinner(String id, String purpose, int least, int most, IntegerProperty value) {
        var spinner = new Spinner<Integer>(least, most, value.get());
        spinner.setId(id);
        spinner.setEditable(true);
        spinner.setPrefWidth(68);
        spinner.setMinWidth(64);
        spinner.setAccessibleText(purpose);
        spinner.setTooltip(new Tooltip(purpose));
        spinner.valueProperty().subscribe(now -> {
            if (now != null) {
                value.set(now);
            }
        });
        spinner.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                spinner.commitValue();
            }
        });
        return spinner;
    }
}
