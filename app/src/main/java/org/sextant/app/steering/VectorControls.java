package org.sextant.app.steering;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import atlantafx.base.controls.Popover;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.steering.VectorMethod.Source;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.TokenPosition;

/// How a vector is made, in one row: what the method asks for.
final class VectorControls extends HBox {
    private final VectorsViewModel model;
    private final VectorInputs inputs;

    VectorControls(VectorsViewModel model, Node export) {
        this.model = model;
        this.inputs = model.inputs();
        getStyleClass().add("view-controls");
        setAlignment(Pos.CENTER_LEFT);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(method(), shown(site(), each -> each.derivation().isPresent()),
                shown(position(), each -> each.derivation().isPresent()),
                conversations(),
                shown(layers(), each -> each != VectorMethod.REFUSAL && each != VectorMethod.FEATURE),
                shown(more(), each -> each == VectorMethod.REFUSAL || each == VectorMethod.LEARNT), space, derive(),
                export);
    }

    /// Shows a control with those methods alone that ask for it.
    private Node shown(Node control, Predicate<VectorMethod> asking) {
        ObservableValue<Boolean> asked = inputs.methodProperty().map(asking::test);
        control.visibleProperty().bind(asked);
        control.managedProperty().bind(asked);
        return control;
    }

    private Node method() {
        var box = new PickBox<VectorMethod>("vector-method", "How the vector is made", VectorMethod::title,
                VectorMethod::meaning, inputs.methodProperty()::set);
        inputs.methodProperty().subscribe(now -> box.offer(Arrays.asList(VectorMethod.values()), now));
        return box;
    }

    private Node site() {
        var box = new PickBox<SiteKind>("vector-site", "Where in each block activations are read",
                RefusalForm::label, RefusalForm::meaning, inputs.siteProperty()::set);
        Runnable offer = () -> box.offer(inputs.sitesProperty().get(), inputs.siteProperty().get());
        inputs.sitesProperty().subscribe(offer);
        inputs.siteProperty().subscribe(offer);
        offer.run();
        return box;
    }

    private Node position() {
        var box = new PickBox<TokenPosition>("vector-position", "Which token of each prompt is read",
                VectorControls::label, VectorControls::meaning, inputs.positionProperty()::set);
        Runnable offer = () -> box.offer(inputs.positionsProperty().get(), inputs.positionProperty().get());
        inputs.positionsProperty().subscribe(offer);
        inputs.positionProperty().subscribe(offer);
        offer.run();
        return box;
    }

    private static String label(TokenPosition rule) {
        return switch (rule.kind()) {
            case LAST -> "last token";
            case MEAN -> "all tokens";
            case FROM_END -> "token " + rule.label().replace('-', '−');
            case INSTRUCTION_END -> "instruction's end";
            case AFTER_INSTRUCTION -> "after instruction";
        };
    }

    private static String meaning(TokenPosition rule) {
        return switch (rule.kind()) {
            case LAST -> "of the prompt";
            case MEAN -> "their mean, without special ones";
            case FROM_END -> "from the end";
            case INSTRUCTION_END -> "last token of what the person says";
            case AFTER_INSTRUCTION -> "first token of the template that follows";
        };
    }

    private Node conversations() {
        var toggle = new ToggleButton("Chat");
        toggle.setId("vector-chat");
        toggle.setTooltip(new Tooltip("Put each prompt through the model's chat template, as what the person says"));
        toggle.setAccessibleText("As conversations");
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.selectedProperty().bindBidirectional(inputs.conversationsProperty());
        toggle.visibleProperty().bind(Bindings.createBooleanBinding(() -> inputs.canConverseProperty().get()
                && inputs.methodProperty().get().source() == Source.LISTS, inputs.canConverseProperty(),
                inputs.methodProperty()));
        toggle.managedProperty().bind(toggle.visibleProperty());
        return toggle;
    }

    private Node layers() {
        Node from = end("vector-from", "First layer, counted from 0", LayerRange::from, LayerRange::startingAt);
        Node to = end("vector-to", "Last layer, counted from 0", LayerRange::to, LayerRange::endingAt);
        var box = new HBox(from, new Label("–"), to);
        box.getStyleClass().add("layer-range");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private Node end(String id, String purpose, ToIntFunction<LayerRange> which,
            BiFunction<LayerRange, Integer, LayerRange> moved) {
        var box = new PickBox<Integer>(id, purpose, layer -> "L" + layer, _ -> "",
                layer -> inputs.layersProperty().set(moved.apply(inputs.layersProperty().get(), layer)));
        Runnable offer = () -> {
            List<Integer> all = IntStream.range(0, inputs.blocksProperty().get()).boxed().toList();
            int chosen = which.applyAsInt(inputs.layersProperty().get());
            box.offer(all, Math.min(chosen, all.getLast()));
        };
        inputs.blocksProperty().subscribe(_ -> offer.run());
        inputs.layersProperty().subscribe(_ -> offer.run());
        return box;
    }

    /// What is rarely changed of a method that asks for more.
    private Node more() {
        var more = new Button(null, new FontIcon(Feather.MORE_HORIZONTAL));
        more.setId("vector-more");
        more.getStyleClass().add("button-icon");
        more.setAccessibleText("More of how it is made");
        more.setTooltip(new Tooltip("Candidates and limits of the refusal direction; how a direction is learnt"));
        more.setOnAction(_ -> Popovers.of(inputs.methodProperty().get() == VectorMethod.REFUSAL
                ? new RefusalForm(inputs)
                : new LearntForm(inputs), Popover.ArrowLocation.TOP_CENTER).show(more));
        return more;
    }

    private Node derive() {
        var button = new Button();
        button.setId("vector-derive");
        button.getStyleClass().add("primary");
        button.setMinWidth(USE_PREF_SIZE);
        button.textProperty().bind(inputs.methodProperty().map(method -> switch (method.source()) {
            case LISTS -> "Derive";
            case VECTORS -> "Combine";
            case SAE -> "Take";
        }));
        button.setTooltip(new Tooltip("Make the vector  (Ctrl+Shift+D)"));
        button.disableProperty().bind(Bindings.createBooleanBinding(
                () -> model.derivingProperty().get().isPresent(), model.derivingProperty()));
        button.setOnAction(event -> model.derive());
        return button;
    }
}
