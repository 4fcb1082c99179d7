package org.sextant.app.steering;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import org.sextant.runtime.session.DerivedVector.ReadPrompt;

/// The tokens of one prompt, with those marked that are read: of the prompt under the caret before anything is derived, of
/// the one that is picked in a chart after.
final class ReadStrip extends HBox {
    private final VectorsViewModel model;
    private final Label title = new Label();
    private final TokenChips tokens = new TokenChips();

    ReadStrip(VectorsViewModel model) {
        this.model = model;
        getStyleClass().add("read-strip");
        setAlignment(Pos.TOP_LEFT);
        title.setId("read-title");
        title.setWrapText(true);
        title.getStyleClass().add("muted");
        HBox.setHgrow(tokens, Priority.ALWAYS);
        getChildren().setAll(title, tokens);
        visibleProperty().bind(model.inputs().methodProperty()
                .map(method -> method.source() == VectorMethod.Source.LISTS));
        managedProperty().bind(visibleProperty());
        model.preview().seenProperty().subscribe(this::show);
        model.promptProperty().subscribe(this::showMade);
    }

    private void show(Optional<ReadPreview.Seen> seen) {
        seen.ifPresentOrElse(one -> {
            title.setText(one.title());
            if (one.problem().isEmpty()) {
                tokens.show(one.tokens(), one.read());
            } else {
                tokens.say(one.problem());
            }
        }, () -> {
            title.setText("");
            tokens.say("Which tokens of a prompt are read is marked here.");
        });
    }

    private void showMade(OptionalInt place) {
        List<ReadPrompt> prompts = model.madeProperty().get().map(MadeVector::prompts).orElse(List.of());
        if (place.isPresent() && place.getAsInt() < prompts.size()) {
            ReadPrompt prompt = prompts.get(place.getAsInt());
            title.setText((prompt.positive() ? "positive" : "negative") + (prompt.heldOut() ? ", held out" : ""));
            tokens.show(prompt.tokens(), prompt.read());
        }
    }
}
