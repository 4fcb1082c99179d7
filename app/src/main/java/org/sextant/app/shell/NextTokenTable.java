package org.sextant.app.shell;

import java.util.List;
import javafx.scene.control.Label;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Prediction;

/// The candidates for the next token: rank, token, probability as number and bar, logit.
final class NextTokenTable {
    private static final double ROW = 20;

    private final CopyTable<Prediction> table = new CopyTable<>("next-tokens", "Candidates for the next token",
            List.of(Column.count("#", 34, Prediction::rank),
                    Column.text("Token", 80, row -> VisibleText.of(row.token()), Prediction::token),
                    Column.share("Probability", 130, Prediction::probability),
                    Column.number("Logit", 78, Prediction::logit),
                    Column.count("Id", 66, Prediction::id)));
    private final Label nothing = new Label();

    NextTokenTable() {
        table.getStyleClass().add("next-tokens");
        table.setFixedCellSize(ROW);
        nothing.getStyleClass().add("table-note");
        nothing.setWrapText(true);
        table.setPlaceholder(nothing);
        clear();
    }

    CopyTable<Prediction> node() {
        return table;
    }

    /// Says that nothing has been run.
    void clear() {
        table.getItems().clear();
        nothing.setText("Run a prompt to see what comes next.");
    }

    /// @param last position of the token after which they come
    void show(List<Prediction> predictions, int last) {
        if (predictions.stream().anyMatch(each -> Float.isNaN(each.probability()))) {
            table.getItems().clear();
            nothing.setText("The logits after token " + last + " are not numbers, so nothing can be predicted. "
                    + "Open the model's card (Ctrl+I): it names weights that are not finite. "
                    + "Where it names none, open the model in float32.");
        } else {
            table.getItems().setAll(predictions);
        }
    }
}
