package org.sextant.app.steering;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Popover;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.steering.VectorQuestion.RefusalChoice;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.RefusalDirectionRequest.Limits;
import org.sextant.runtime.session.TokenPosition;

/// How a vector is made, in one row.
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
        getChildren().addAll(method(), site(), position(), conversations(), heldOut(), limits(), space, derive(),
                export);
    }

    private Node method() {
        var box = new PickBox<VectorMethod>("vector-method", "How the vector is made", VectorMethod::title,
                VectorMethod::meaning, inputs.methodProperty()::set);
        inputs.methodProperty().subscribe(now -> box.offer(Arrays.asList(VectorMethod.values()), now));
        return box;
    }

    private Node site() {
        var box = new PickBox<SiteKind>("vector-site", "Where in each block activations are read",
                kind -> kind.suffix().replace("hook_", ""), VectorControls::meaning, inputs.siteProperty()::set);
        Runnable offer = () -> box.offer(inputs.sitesProperty().get(), inputs.siteProperty().get());
        inputs.sitesProperty().subscribe(offer);
        inputs.siteProperty().subscribe(offer);
        offer.run();
        return box;
    }

    private static String meaning(SiteKind kind) {
        return switch (kind) {
            case RESID_PRE -> "before the block";
            case RESID_MID -> "between attention and MLP";
            case RESID_POST -> "after the block";
            case ATTN_OUT -> "what attention adds";
            case MLP_OUT -> "what the MLP adds";
            default -> "";
        };
    }

    private Node position() {
        var box = new PickBox<TokenPosition>("vector-position", "Which token of each prompt is read", this::label,
                this::meaning, inputs.positionProperty()::set);
        Runnable offer = () -> box.offer(inputs.positionsProperty().get(), inputs.positionProperty().get());
        inputs.positionsProperty().subscribe(offer);
        inputs.positionProperty().subscribe(offer);
        offer.run();
        return box;
    }

    private boolean refusing() {
        return inputs.methodProperty().get() == VectorMethod.REFUSAL;
    }

    private String label(TokenPosition rule) {
        return switch (rule.kind()) {
            case LAST -> "last token";
            case MEAN -> "all tokens";
            case FROM_END -> rule.index() == -1 ? "last token" : "token " + rule.label().replace('-', '−');
            case INSTRUCTION_END -> "instruction's end";
            case AFTER_INSTRUCTION -> refusing() ? "template" : "after instruction";
        };
    }

    private String meaning(TokenPosition rule) {
        return switch (rule.kind()) {
            case LAST -> "of the prompt";
            case MEAN -> "their mean, without special ones";
            case FROM_END -> "from the end";
            case INSTRUCTION_END -> "last token of what the person says";
            case AFTER_INSTRUCTION -> refusing()
                    ? "each after the instruction is a candidate"
                    : "first token of the template that follows";
        };
    }

    private Node conversations() {
        var toggle = new ToggleButton("Chat");
        toggle.setId("vector-chat");
        toggle.setTooltip(new Tooltip("Put each prompt through the model's chat template, as what the person says"));
        toggle.setAccessibleText("As conversations");
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.selectedProperty().bindBidirectional(inputs.conversationsProperty());
        toggle.visibleProperty().bind(inputs.canConverseProperty());
        toggle.managedProperty().bind(toggle.visibleProperty());
        return toggle;
    }

    private Node heldOut() {
        var label = new Label("held out");
        label.getStyleClass().add("muted");
        label.setMinWidth(USE_PREF_SIZE);
        var field = new ValueField(share -> share >= 0 && share < 1, inputs.heldOutProperty()::set);
        field.setId("vector-held-out");
        field.name("Held-out share", "share of the prompts to measure on alone, from 0 to below 1");
        inputs.heldOutProperty().subscribe(share -> field.show(share.doubleValue()));
        label.setLabelFor(field);
        var box = new HBox(label, field);
        box.getStyleClass().add("number-field");
        box.visibleProperty().bind(inputs.methodProperty().map(method -> method != VectorMethod.ACT_ADD));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    /// What a candidate for the direction of refusing must keep to.
    private Node limits() {
        var more = new Button(null, new FontIcon(Feather.MORE_HORIZONTAL));
        more.setId("vector-limits");
        more.getStyleClass().add("button-icon");
        more.setAccessibleText("Limits of the candidates");
        more.setTooltip(new Tooltip("What a candidate must keep to"));
        more.visibleProperty().bind(inputs.methodProperty().isEqualTo(VectorMethod.REFUSAL));
        more.managedProperty().bind(more.visibleProperty());
        more.setOnAction(event -> {
            var popover = new Popover(limitsForm());
            popover.setHeaderAlwaysVisible(false);
            popover.setDetachable(false);
            popover.setArrowLocation(Popover.ArrowLocation.TOP_CENTER);
            popover.show(more);
        });
        return more;
    }

    private Node limitsForm() {
        Limits now = inputs.refusalProperty().get().limits();
        var deepest = limit("Deepest", "share of the blocks that may be chosen; above 1 the last block's output too",
                now.deepest(), value -> new Limits(value, allowed().divergence(), allowed().induced()));
        var divergence = limit("Divergence", "in nats, that its removal may cause in answers at the most",
                now.divergence(), value -> new Limits(allowed().deepest(), value, allowed().induced()));
        var induced = limit("Induced", "score, that its addition must bring answers to", now.induced(),
                value -> new Limits(allowed().deepest(), allowed().divergence(), value));
        var beside = new CheckBox("only the part at right angles to what is answered");
        beside.setSelected(inputs.refusalProperty().get().beside());
        beside.selectedProperty().subscribe(
                (before, on) -> inputs.refusalProperty().set(new RefusalChoice(allowed(), on)));
        var form = new VBox(deepest, divergence, induced, beside);
        form.getStyleClass().add("add-form");
        return form;
    }

    private Limits allowed() {
        return inputs.refusalProperty().get().limits();
    }

    private Node limit(String name, String meaning, double value, DoubleFunction<Limits> with) {
        var label = new Label(name);
        label.getStyleClass().add("form-label");
        label.setMinWidth(72);
        var field = new ValueField(Double::isFinite, typed -> inputs.refusalProperty()
                .set(new RefusalChoice(with.apply(typed), inputs.refusalProperty().get().beside())));
        field.name(name, meaning);
        field.show(value);
        var about = new Label(meaning);
        about.getStyleClass().add("muted");
        var line = new HBox(label, field, about);
        line.getStyleClass().add("form-line");
        return line;
    }

    private Node derive() {
        var button = new Button("Derive");
        button.setId("vector-derive");
        button.getStyleClass().add("primary");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip("Make the vector from the two lists  (Ctrl+Shift+D)"));
        button.disableProperty().bind(Bindings.createBooleanBinding(
                () -> model.derivingProperty().get().isPresent(), model.derivingProperty()));
        button.setOnAction(event -> model.derive());
        return button;
    }
}
