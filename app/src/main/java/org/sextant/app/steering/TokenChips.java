package org.sextant.app.steering;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Token;

/// The tokens of one prompt, with those marked that a vector is read at.
final class TokenChips extends ScrollPane {
    private final FlowPane tokens = new FlowPane();

    TokenChips() {
        setId("read-tokens");
        tokens.getStyleClass().add("read-tokens");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        setMinHeight(56);
        setPrefHeight(56);
        setContent(tokens);
    }

    /// @param read positions
    void show(List<Token> all, List<Integer> read) {
        tokens.getChildren().setAll(all.stream().map(token -> chip(token, read.contains(token.position()))).toList());
        setAccessibleText(all.stream().filter(token -> !token.special()).map(Token::text)
                .collect(Collectors.joining()).strip() + "; read at token " + read);
    }

    /// Words in place of tokens.
    void say(String words) {
        var label = new Label(words);
        label.getStyleClass().add("muted");
        label.setWrapText(true);
        tokens.getChildren().setAll(label);
        setAccessibleText(words);
    }

    private static Label chip(Token token, boolean read) {
        var chip = new Label(VisibleText.of(token.text()));
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
