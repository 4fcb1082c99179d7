package org.sextant.app.attribution;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import org.sextant.runtime.attribution.Alignment;

/// Says that two prompts have different lengths, and offers what can be done about it.
final class AlignmentNote extends VBox {
    private final AttributionViewModel model;
    private final Label words = new Label();

    AlignmentNote(AttributionViewModel model) {
        this.model = model;
        setSpacing(4);
        setId("attribution-alignment");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        var fixes = new FlowPane(4, 4,
                fix("spans", "Align by text", Alignment.SPANS,
                        "Pair positions by what both texts begin and end with"),
                fix("pad", "Align from the end", Alignment.PAD,
                        "Pair positions from the last backwards; the first of the longer prompt stay as they are"));
        fixes.setMinHeight(USE_PREF_SIZE);
        getChildren().setAll(words, fixes);
        managedProperty().bind(visibleProperty());
        model.preview().tokensProperty().subscribe(_ -> update());
        model.inputs().alignmentProperty().subscribe(_ -> update());
        model.inputs().methodProperty().subscribe(_ -> update());
    }

    private Button fix(String id, String title, Alignment alignment, String purpose) {
        var button = new Button(title);
        button.setId("attribution-align-" + id);
        button.setTooltip(new Tooltip(purpose));
        button.disableProperty().bind(model.inputs().alignmentProperty().isEqualTo(alignment));
        button.setOnAction(_ -> {
            model.inputs().alignmentProperty().set(alignment);
            model.attribute();
        });
        return button;
    }

    private void update() {
        PairTokens tokens = model.preview().tokensProperty().get();
        boolean both = !tokens.clean().isEmpty() && !tokens.corrupt().isEmpty();
        setVisible(both && !tokens.align() && !model.inputs().methodProperty().get().ofTokens());
        String lengths = "The prompts have " + tokens.clean().size() + " and " + tokens.corrupt().size() + " tokens. ";
        words.setText(lengths + switch (model.inputs().alignmentProperty().get()) {
            case EXACT -> "Choose how their positions belong together:";
            case SPANS -> "They are paired by what both texts have in common.";
            case PAD -> "They are paired from the end.";
        });
    }
}
