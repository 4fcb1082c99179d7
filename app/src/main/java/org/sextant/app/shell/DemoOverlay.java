package org.sextant.app.shell;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// The demo models over the window, for when another model is open. Esc closes it.
final class DemoOverlay extends VBox {
    private static final double WIDTH = 720;

    private final List<DemoCard> cards;

    /// @param close takes it away
    DemoOverlay(StartModel start, Runnable close) {
        getStyleClass().addAll("overlay", "demo-overlay");
        setMaxSize(WIDTH, USE_PREF_SIZE);
        cards = start.demosProperty().get().stream().map(demo -> new DemoCard(demo, start, close)).toList();
        Label title = new Label("Demo models");
        title.getStyleClass().add("card-title");
        var column = new VBox();
        column.getStyleClass().add("start-section");
        column.getChildren().addAll(cards);
        var scroll = new ScrollPane(column);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().addAll(title, scroll);
    }

    /// Takes the keyboard.
    void begin() {
        // What scrolls joins the scene with its skin, and before that nothing in it can be focused.
        applyCss();
        cards.stream().findFirst().ifPresent(card -> card.open().requestFocus());
    }
}
