package org.sextant.app.compare;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.app.view.VisibleText;

/// What both models write, beside each other; the first token that differs is marked.
final class PairTextsPane extends StackPane {
    private final CompareViewModel model;
    private final Column first = new Column("compare-text-a");
    private final Column second = new Column("compare-text-b");

    /// One text and its title.
    private static final class Column {
        private final Label title = CompareNodes.title("");
        private final Text common = new Text();
        private final Label differing = new Label();
        private final Text rest = new Text();
        private final TextFlow flow = new TextFlow(common, differing, rest);
        private final ScrollPane scroll = new ScrollPane(flow);

        Column(String name) {
            flow.setId(name);
            flow.getStyleClass().add("pair-text");
            common.getStyleClass().add("generated-token");
            rest.getStyleClass().add("generated-token");
            differing.getStyleClass().add("parting-token");
            differing.setAccessibleText("First token that differs");
            scroll.setFitToWidth(true);
            scroll.getStyleClass().add("edge-to-edge");
        }

        void show(PairTexts.Cut cut) {
            common.setText(cut.common());
            differing.setText(cut.differing().isEmpty() ? "" : VisibleText.of(cut.differing()));
            differing.setVisible(!cut.differing().isEmpty());
            differing.setManaged(differing.isVisible());
            rest.setText((cut.differing().endsWith("\n") ? "\n" : "") + cut.rest());
            flow.setAccessibleText(title.getText() + ": " + cut.common() + cut.differing() + cut.rest());
        }
    }

    PairTextsPane(CompareViewModel model) {
        this.model = model;
        var states = new StatePane(new HBox(12, CompareNodes.column(first.title, first.scroll),
                CompareNodes.column(second.title, second.scroll)));
        StateShower.follow(model.texts().stateProperty(), states, model.texts()::start);
        getChildren().setAll(states);
        setMinSize(0, 0);
        model.texts().onGrown(this::show);
        model.sidesProperty().subscribe(_ -> show());
    }

    private void show() {
        model.sidesProperty().get().ifPresent(sides -> {
            first.title.setText("A  " + sides.nameA());
            second.title.setText("B  " + sides.nameB());
        });
        first.show(model.texts().texts().cut(true));
        second.show(model.texts().texts().cut(false));
    }
}
