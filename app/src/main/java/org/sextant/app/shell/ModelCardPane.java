package org.sextant.app.shell;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.view.Command;
import org.sextant.app.view.Sentence;
import org.sextant.runtime.session.ModelCard;

/// A model's card: what it is, what to know about it, and closing it.
final class ModelCardPane extends VBox {
    ModelCardPane(ModelCard card, Command close) {
        getStyleClass().add("model-card");
        Label name = new Label(card.name());
        name.getStyleClass().add("card-title");
        var head = new HBox(name, new Spacer(), Icons.button(Feather.X, "Close model", close));
        head.getStyleClass().add("card-head");
        getChildren().addAll(head, grid(ModelCardText.lines(card)));
        for (String warning : card.warnings()) {
            Label line = new Label(Sentence.of(warning));
            line.getStyleClass().add("card-warning");
            line.setWrapText(true);
            getChildren().add(line);
        }
    }

    private static GridPane grid(List<ModelCardText.Line> lines) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("card-grid");
        for (int row = 0; row < lines.size(); row++) {
            Label name = new Label(lines.get(row).name());
            name.getStyleClass().add("muted");
            name.setMinWidth(USE_PREF_SIZE);
            Label value = new Label(lines.get(row).value());
            value.getStyleClass().add("tabular");
            value.setWrapText(true);
            grid.addRow(row, name, value);
        }
        return grid;
    }
}
