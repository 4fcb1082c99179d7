package org.sextant.app.steering;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.DerivedVector.ReadPrompt;
import org.sextant.runtime.session.Token;

/// The tokens of one prompt, with those marked that the vector was read at.
final class ReadTokens extends ScrollPane {
    private final FlowPane tokens = new FlowPane();

    ReadTokens() {
        setId("read-tokens");
        tokens.getStyleClass().add("read-tokens");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        setMinHeight(56);
        setPrefHeight(56);
        setContent(tokens);
    }

    void show(ReadPrompt prompt) {
        tokens.getChildren().setAll(prompt.tokens().stream().map(token -> chip(token, prompt)).toList());
        setAccessibleText(VectorFigures.text(prompt) + "; read at token " + prompt.read());
    }

    void clear() {
        tokens.getChildren().clear();
        setAccessibleText("");
    }

    private static Label chip(Token token, ReadPrompt prompt) {
        var chip = new Label(VisibleText.of(token.text()));
        boolean read = prompt.read().contains(token.position());
        chip.getStyleClass().add("token-chip");
        if (read) {
            chip.getStyleClass().add("token-read");
        }
        if (token.special()) {
            chip.getStyleClass().add("muted");
        }
        chip.setTooltip(new Tooltip("token " + token.position() + " · id " + token.id() + (read ? " · read" : "")));
        return chip;
    }
}
