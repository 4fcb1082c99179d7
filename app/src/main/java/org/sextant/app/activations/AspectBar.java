package org.sextant.app.activations;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

import org.sextant.app.state.Workspace;
import org.sextant.app.view.Segments;

/// Chooses how the pictures show the sliders. It is there while the board has sliders, so that nothing shifts when one
/// leaves the middle.
public final class AspectBar extends HBox {
    private static final String NOTHING = "No slider changes anything: the pictures show the model as it is.";

    public AspectBar(AspectViewModel model, Workspace workspace) {
        setId("aspect");
        getStyleClass().add("aspect-bar");
        setAlignment(Pos.CENTER_LEFT);
        var choice = new Segments<>("aspect-", Aspect.class, model.aspectProperty(), Aspect::title,
                aspect -> aspect.description() + "  (" + aspect.key() + ")");
        choice.disableProperty().bind(model.actingProperty().not());
        var title = new Label("steering");
        title.setLabelFor(choice);
        title.setMinWidth(USE_PREF_SIZE);
        var reason = new Label();
        reason.getStyleClass().add("muted");
        reason.textProperty().bind(Bindings.when(model.actingProperty()).then("").otherwise(NOTHING));
        getChildren().setAll(title, choice, reason);
        managedProperty().bind(visibleProperty());
        workspace.steeringProperty().subscribe(set -> setVisible(!set.rows().isEmpty()));
    }
}
