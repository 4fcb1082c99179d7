package org.sextant.app.shell;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

import org.sextant.app.steering.NextTokens;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.SteerResult.Shift;

/// The candidates for the next token: rank, token, probability as number and bar, logit; while the model is steered
/// their probability now, unsteered, and the difference.
final class NextTokenTable extends StackPane {
    private static final double ROW = 20;

    /// The largest difference that is shown.
    private float largest = 1;
    private final CopyTable<Prediction> plain = new CopyTable<>("next-tokens", "Candidates for the next token",
            List.of(Column.count("#", 34, Prediction::rank),
                    Column.text("Token", 80, row -> VisibleText.of(row.token()), Prediction::token),
                    Column.share("Probability", 130, Prediction::probability),
                    Column.number("Logit", 78, Prediction::logit),
                    Column.count("Id", 66, Prediction::id)));
    private final CopyTable<Shift> steered = new CopyTable<>("steered-tokens",
            "Candidates for the next token, steered and unsteered",
            List.of(Column.text("Token", 80, row -> VisibleText.of(row.token()), Shift::token),
                    Column.share("Now", 104, Shift::steeredProbability),
                    Column.share("Unsteered", 104, Shift::plainProbability),
                    Column.difference("Δ", 100, Shift::difference, shift -> shift.difference() / largest)));
    private final Label nothing = note();
    private final Label cannot = note();

    NextTokenTable() {
        dress(plain, nothing);
        dress(steered, cannot);
        getChildren().setAll(plain, steered);
        show(new NextTokens.Nothing());
    }

    private static Label note() {
        var note = new Label();
        note.getStyleClass().add("table-note");
        note.setWrapText(true);
        return note;
    }

    private static void dress(CopyTable<?> table, Label note) {
        table.getStyleClass().add("next-tokens");
        table.setFixedCellSize(ROW);
        table.setPlaceholder(note);
    }

    /// The table that is seen.
    CopyTable<?> node() {
        return steered.isVisible() ? steered : plain;
    }

    void show(NextTokens next) {
        boolean plainly = next instanceof NextTokens.Nothing || next instanceof NextTokens.Plain;
        plain.setVisible(plainly);
        steered.setVisible(!plainly);
        switch (next) {
            case NextTokens.Nothing() -> {
                plain.getItems().clear();
                nothing.setText("Run a prompt to see what comes next.");
            }
            case NextTokens.Plain(RunResult run) -> show(run.top(), run.tokens().size() - 1);
            case NextTokens.Steered(var result) -> show(result.shifts());
            case NextTokens.Cannot(String what, String remedy) -> {
                steered.getItems().clear();
                cannot.setText(what + "\n" + remedy);
            }
        }
    }

    private void show(List<Shift> shifts) {
        if (shifts.stream().anyMatch(each -> Float.isNaN(each.steeredProbability()))) {
            steered.getItems().clear();
            cannot.setText("Steered like this, the logits are not numbers. Slide back towards the tick.");
        } else {
            largest = shifts.stream().map(shift -> Math.abs(shift.difference())).reduce(Float.MIN_NORMAL, Math::max);
            steered.getItems().setAll(shifts);
        }
    }

    /// @param last position of the token after which they come
    private void show(List<Prediction> predictions, int last) {
        if (predictions.stream().anyMatch(each -> Float.isNaN(each.probability()))) {
            plain.getItems().clear();
            nothing.setText("The logits after token " + last + " are not numbers, so nothing can be predicted. "
                    + "Open the model's card (Ctrl+I): it names weights that are not finite. "
                    + "Where it names none, open the model in float32.");
        } else {
            plain.getItems().setAll(predictions);
        }
    }
}
