package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.attribution.AttributionView.Kind;
import org.sextant.app.attribution.ComparedViewModel.Other;
import org.sextant.app.view.Command;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.ScaleControls;
import org.sextant.app.view.Segments;

/// The row above the pictures: which picture, which nodes, and what the picture itself asks for.
final class AttributionControls extends VBox {

    private final AttributionViewModel model;
    private final ObjectProperty<Kind> kind;
    private final Node kinds;
    private final List<Node> choices;
    private final List<Node> actions;
    private final HBox first = new HBox();
    private final HBox second = new HBox();

    AttributionControls(AttributionViewModel model, ObjectProperty<Kind> kind, MapPane map, ComparePane compare,
            PairsPane pairs,
            List<Command> commands) {
        this.model = model;
        this.kind = kind;
        this.kinds = new Segments<>("attribution-show-", Kind.class, kind, Kind::title, Kind::description);
        this.choices = List.of(nodes(), normalised(), only(Kind.MAP, new ScaleControls(map.scale())),
                only(Kind.COMPARE, other()),
                only(Kind.COMPARE, new Segments<>("attribution-sight-", ComparePane.Sight.class,
                        compare.sightProperty(), ComparePane.Sight::title, ComparePane.Sight::description)),
                only(Kind.CHECK, count()), only(Kind.CHECK, check()),
                only(Kind.PAIRS, new Segments<>("attribution-pairs-", PairSpread.Figure.class, pairs.figureProperty(),
                        PairSpread.Figure::title, PairSpread.Figure::description)));
        this.actions = List.of(space(), attribute(), ExportMenu.of(commands));
        getStyleClass().add("control-rows");
        setMinWidth(0);
        for (HBox row : List.of(first, second)) {
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinWidth(0);
            row.getStyleClass().add("view-controls");
        }
        widthProperty().subscribe(_ -> arrange());
        kind.subscribe(_ -> arrange());
    }

    /// From which width on all controls have room in one row.
    private static double oneRow(Kind shown) {
        return switch (shown) {
            case MAP -> 780;
            case CHECK -> 820;
            case COMPARE -> 900;
            case PAIRS -> 880;
        };
    }

    /// In a narrow window the pictures' own choices get a row of their own.
    private void arrange() {
        boolean wide = getWidth() >= oneRow(kind.get());
        List<Node> top = new ArrayList<>(List.of(kinds));
        if (wide) {
            top.addAll(choices);
        }
        top.addAll(actions);
        second.getChildren().clear();
        first.getChildren().setAll(top);
        if (!wide) {
            second.getChildren().setAll(choices);
        }
        getChildren().setAll(wide ? List.of(first) : List.of(first, second));
    }

    private static Region space() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    private Node only(Kind shown, Region node) {
        node.setMinWidth(USE_PREF_SIZE);
        node.visibleProperty().bind(kind.isEqualTo(shown));
        node.managedProperty().bind(node.visibleProperty());
        return node;
    }

    private Node nodes() {
        var box = new PickBox<ShownNodes>("attribution-nodes-shown", "Nodes", ShownNodes::label, ShownNodes::meaning,
                model.inputs().nodesProperty()::set);
        Runnable offer = () -> box.offer(model.model().map(open -> ShownNodes.of(open.card()))
                .orElse(Arrays.asList(ShownNodes.values())), model.inputs().nodesProperty().get());
        model.inputs().nodesProperty().subscribe(_ -> offer.run());
        model.workspace().modelProperty().subscribe(_ -> offer.run());
        box.disableProperty().bind(model.inputs().methodProperty().map(method -> method.ofTokens()));
        return box;
    }

    private Node normalised() {
        var toggle = new ToggleButton("Share");
        toggle.setId("attribution-normalised");
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.setTooltip(
                new Tooltip("Show scores as shares of the whole effect, clean − corrupt, in place of logits"));
        toggle.setAccessibleText("Normalised scores");
        toggle.selectedProperty().bindBidirectional(model.normalisedProperty());
        toggle.disableProperty().bind(model.shownProperty().map(
                now -> now.isEmpty() || now.get().ofTokens() || now.get().result().normaliser().isEmpty()));
        return toggle;
    }

    private PickBox<Other> other() {
        var box = new PickBox<Other>("attribution-other", "Second method", Other::title, _ -> "",
                model.compared().otherProperty()::set);
        model.compared().otherProperty().subscribe(now -> box.offer(Arrays.asList(Other.values()), now));
        return box;
    }

    private Spinner<Integer> count() {
        var spinner = new Spinner<Integer>(1, CheckViewModel.MOST, CheckViewModel.USUAL, 8);
        spinner.setId("attribution-count");
        spinner.setEditable(true);
        spinner.setPrefWidth(84);
        spinner.setTooltip(new Tooltip("How many of the strongest nodes are patched"));
        spinner.setAccessibleText("Nodes to check");
        spinner.valueProperty().subscribe(now -> {
            if (now != null) {
                model.check().countProperty().set(now);
            }
        });
        spinner.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                spinner.commitValue();
            }
        });
        return spinner;
    }

    private Button check() {
        var button = new Button();
        button.setId("attribution-check");
        Runnable words = () -> {
            boolean busy = model.check().patchingProperty().get().isPresent();
            button.setText(busy ? "Stop" : "Check the top " + model.check().countProperty().get());
        };
        model.check().patchingProperty().subscribe(_ -> words.run());
        model.check().countProperty().subscribe(_ -> words.run());
        button.setTooltip(
                new Tooltip("Patch the strongest nodes, the strongest first, and hold the estimate against that"));
        button.setOnAction(_ -> {
            if (model.check().patchingProperty().get().isPresent()) {
                model.check().cancel();
            } else {
                model.check().check();
            }
        });
        button.disableProperty().bind(model.shownProperty().map(now -> now.isEmpty()));
        return button;
    }

    private Node attribute() {
        var button = new Button("Attribute");
        button.setId("attribution-run");
        button.getStyleClass().add("accent");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip("Attribute the pair  (" + AttributionCommands.RUN_KEYS + ")"));
        button.setOnAction(_ -> model.attribute());
        return button;
    }
}
