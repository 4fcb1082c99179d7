package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;

import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Token;

/// Both prompts as chips, one below the other, with what differs marked.
final class PairStrip extends ScrollPane {
    /// Chips a row at the most: what is far from the difference is left out.
    private static final int MOST = 120;
    private static final int BEFORE = 40;
    /// Two rows and the bar that scrolls them.
    private static final double HEIGHT = 56;

    private final GridPane chips = new GridPane();
    /// One for all chips: it says what is pointed at.
    private final Tooltip tooltip = new Tooltip();

    PairStrip(AttributionViewModel model) {
        setId("attribution-tokens");
        chips.getStyleClass().add("pair-chips");
        getStyleClass().add("edge-to-edge");
        setVbarPolicy(ScrollBarPolicy.NEVER);
        setFitToHeight(true);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setContent(chips);
        Tooltip.install(chips, tooltip);
        managedProperty().bind(visibleProperty());
        model.preview().tokensProperty().subscribe(this::show);
    }

    private void show(PairTokens tokens) {
        setVisible(!tokens.clean().isEmpty());
        int first = Math.max(0, tokens.prefix() - BEFORE);
        List<Node> nodes = new ArrayList<>();
        add(nodes, "clean", tokens.clean(), tokens, true, first);
        add(nodes, "corrupt", tokens.corrupt(), tokens, false, first);
        chips.getChildren().setAll(nodes);
        setAccessibleText("Clean " + words(tokens.clean()) + "; corrupt " + words(tokens.corrupt()));
    }

    private void add(List<Node> nodes, String title, List<Token> tokens, PairTokens pair, boolean ofClean,
            int first) {
        int row = ofClean ? 0 : 1;
        var name = new Label(title);
        name.setMinWidth(USE_PREF_SIZE);
        name.getStyleClass().add("muted");
        GridPane.setConstraints(name, 0, row);
        nodes.add(name);
        int last = Math.min(tokens.size(), first + MOST);
        for (int at = first; at < last; at++) {
            Label chip = chip(tokens.get(at), pair.differs(ofClean, at));
            GridPane.setConstraints(chip, 1 + at - first, row);
            nodes.add(chip);
        }
    }

    private Label chip(Token token, boolean differs) {
        var chip = new Label(VisibleText.of(token.text()));
        chip.setMinWidth(USE_PREF_SIZE);
        chip.getStyleClass().add("token-chip");
        if (differs) {
            chip.getStyleClass().add("token-differs");
        }
        if (token.special()) {
            chip.getStyleClass().add("muted");
        }
        chip.setOnMouseEntered(_ -> tooltip.setText("position " + token.position() + " · id " + token.id()
                + (differs ? " · differs" : "")));
        return chip;
    }

    private static String words(List<Token> tokens) {
        var text = new StringBuilder();
        tokens.stream().filter(token -> !token.special()).forEach(token -> text.append(token.text()));
        return text.toString().strip();
    }
}
