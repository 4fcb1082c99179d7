package org.sextant.app.routing;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import org.sextant.app.routing.RoutingViewModel.Kind;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.PickBox;

/// Which tokens the pictures show, and what prompt they are held against.
final class SequenceBar extends HBox {
    private static final int MOST_TOKENS = 512;

    private final TraceViewModel model;
    private final AgainstViewModel against;
    private final Label status = new Label();

    SequenceBar(RoutingViewModel routing) {
        model = routing.trace();
        against = model.against();
        getStyleClass().add("sequence-bar");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        visibleProperty().bind(routing.kindProperty().map(Kind::isOfPrompt));
        managedProperty().bind(visibleProperty());
        disableProperty().bind(routing.context().workspace().modelProperty()
                .map(open -> open.flatMap(each -> each.card().experts()).isEmpty()));
        HBox other = against(routing);
        other.visibleProperty().bind(routing.kindProperty().isEqualTo(Kind.EXPERTS));
        other.managedProperty().bind(other.visibleProperty());
        HBox.setHgrow(other, Priority.ALWAYS);
        getChildren().setAll(muted("tokens"), which(), count(), other);
    }

    private static Label muted(String text) {
        var label = new Label(text);
        label.getStyleClass().add("muted");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private Node which() {
        var box = new PickBox<Boolean>("routing-tokens", "Whose routing is shown",
                generating -> generating ? "prompt + generated" : "prompt",
                generating -> generating ? "what continues the prompt too, by the likeliest token each" : "",
                model.generatingProperty()::set);
        model.generatingProperty().subscribe(now -> box.offer(List.of(false, true), now));
        return box;
    }

    private Node count() {
        var tokens = new Spinner<Integer>(2, MOST_TOKENS, model.newTokensProperty().get());
        tokens.setId("routing-new-tokens");
        tokens.setEditable(true);
        tokens.setPrefWidth(68);
        tokens.setMinWidth(64);
        tokens.setTooltip(new Tooltip("How many tokens are generated; the last one goes to no expert any more"));
        tokens.setAccessibleText("Tokens to generate");
        tokens.valueProperty().subscribe(now -> {
            if (now != null) {
                model.newTokensProperty().set(now);
            }
        });
        tokens.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                tokens.commitValue();
            }
        });
        tokens.visibleProperty().bind(model.generatingProperty());
        tokens.managedProperty().bind(tokens.visibleProperty());
        return tokens;
    }

    private HBox against(RoutingViewModel routing) {
        var field = new TextField();
        field.setId("routing-against");
        field.setPromptText("another prompt, then Enter");
        field.setAccessibleText("Another prompt that this one is held against");
        field.setTooltip(new Tooltip("Load, weight or probability of each expert for the prompt, less that for another"
                + " prompt; empty shows the prompt alone"));
        field.setMinWidth(80);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(_ -> model.hold(field.getText()));
        field.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                model.hold(field.getText());
            }
        });
        against.textProperty().subscribe(field::setText);
        var user = new CheckBox("as user");
        user.setId("routing-against-as-user");
        user.setMinWidth(USE_PREF_SIZE);
        user.setTooltip(new Tooltip("Put it through the model's chat template, as what a user says"));
        user.selectedProperty().bindBidirectional(against.conversationProperty());
        user.visibleProperty().bind(routing.context().workspace().modelProperty().map(_ -> against.canConverse()));
        user.managedProperty().bind(user.visibleProperty());
        status.setId("routing-against-status");
        status.getStyleClass().add("muted");
        status.managedProperty().bind(status.textProperty().isNotEmpty());
        against.stateProperty().subscribe(_ -> say());
        model.measureProperty().subscribe(_ -> say());
        var line = new HBox(muted("against"), field, user, status);
        line.getStyleClass().add("sequence-bar");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void say() {
        status.setText(switch (against.stateProperty().get()) {
            case PaneState.Computing _ -> "computing…";
            case PaneState.Cannot cannot -> cannot.what();
            case PaneState.Cancelled _ -> "cancelled";
            case PaneState.Result _ when model.measureProperty().get().byToken() -> "by expert: choose load";
            case PaneState.Result _,PaneState.Empty _ -> "";
        });
    }
}
